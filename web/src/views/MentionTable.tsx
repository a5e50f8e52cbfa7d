// The mentions of the selection in a real table: only the rows in view exist, however many there are.
import { signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Mention } from '../engine/documents';
import { count, rowTime, wholePercent } from '../i18n/format';
import { t, type Key } from '../i18n/text';
import { selectionSize, selectionVersion } from '../state/analysis';
import { arrivals, mentionAt, want } from '../state/rows';
import { moved, reveal, scrollFor, type Scroll } from '../state/scroll';
import { tone } from '../state/tones';
import { openMention, shownMention } from './MentionDetail';
import { nameOfLanguage } from './names';

/** As in mentions.css: one line a row, or two on narrow screens, where the head is not shown. */
const wide = { row: 44, head: 36, shown: 14 };
const narrow = { row: 68, head: 0, shown: 8 };
const narrowScreen = window.matchMedia('(max-width: 48rem)');
const layout = signal(narrowScreen.matches ? narrow : wide);
narrowScreen.addEventListener('change', () => {
  layout.value = narrowScreen.matches ? narrow : wide;
});

/** Scrolling counts as rested after this many milliseconds. */
const rest = 150;

interface Column {
  key: string;
  title: Key;
  cell: (mention: Mention) => preact.ComponentChildren;
}

const columns: Column[] = [
  { key: 'time', title: 'column.time', cell: ({ time }) => (time === null ? '–' : rowTime(time)) },
  { key: 'author', title: 'column.author', cell: ({ author }) => author ?? '–' },
  { key: 'platform', title: 'column.platform', cell: ({ platform }) => platform ?? '–' },
  {
    key: 'language',
    title: 'column.language',
    cell: ({ language }) => (language === null || language === 'und' ? '–' : nameOfLanguage(language)),
  },
  {
    key: 'brand',
    title: 'column.brand',
    cell: ({ brands }) =>
      brands.length === 0
        ? '–'
        : brands.map((name) => (
            <span key={name} class="tag">
              <i class={`swatch tone-${tone(name)}`} aria-hidden="true" />
              {name}
            </span>
          )),
  },
  {
    key: 'sentiment',
    title: 'column.sentiment',
    cell: ({ sentiment: { label, scores } }) => (
      <span class="mood">
        <i class={`swatch mood-${label}`} aria-hidden="true" />
        {t(`sentiment.${label}`)}
        {scores && label !== 'unrated' && <small> {wholePercent(scores[label])}</small>}
      </span>
    ),
  },
  {
    key: 'text',
    title: 'column.text',
    cell: ({ title, text, rating }) =>
      [title, text].filter(Boolean).join(' – ') || (rating === null ? '–' : `★ ${count(rating)}`),
  },
];

export function MentionTable() {
  const rows = selectionSize.value;
  void arrivals.value;
  const version = selectionVersion.value;
  const { row: rowHeight, head: headHeight, shown: shownRows } = layout.value;
  const view = Math.max(1, Math.min(shownRows, rows)) * rowHeight;
  const scroller = useRef<HTMLDivElement>(null);
  const restTimer = useRef(0);
  const scroll = useSignal<Scroll>(scrollFor(rows, rowHeight, view, 0));
  const active = useSignal(0);

  const { height } = scrollFor(rows, rowHeight, view, scroll.value.top);
  const top = Math.min(scroll.value.top, Math.max(0, rows * rowHeight - view));
  const first = Math.floor(top / rowHeight);
  const end = Math.min(rows, first + Math.ceil(view / rowHeight) + 1);
  const indices = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);

  useEffect(() => want(first - 30, end + 60), [first, end, version]);

  /** Puts the scroll bar where it belongs for the rows in view. */
  const settle = (next: Scroll) => {
    scroll.value = next;
    if (scroller.current && Math.abs(scroller.current.scrollTop - next.bar) > 1)
      scroller.current.scrollTop = next.bar;
  };

  useLayoutEffect(() => settle(scrollFor(rows, rowHeight, view, scroll.peek().top)), [rows, rowHeight]);
  useEffect(() => () => clearTimeout(restTimer.current), []);

  const onScroll = () => {
    const bar = scroller.current?.scrollTop ?? 0;
    if (Math.abs(bar - scroll.peek().bar) < 1) return;
    scroll.value = moved({ ...scroll.peek(), height }, rows, rowHeight, view, bar);
    clearTimeout(restTimer.current);
    restTimer.current = window.setTimeout(
      () => settle(scrollFor(rows, rowHeight, view, scroll.peek().top)),
      rest,
    );
  };

  const goTo = (row: number) => {
    active.value = Math.max(0, Math.min(rows - 1, row));
    settle(scrollFor(rows, rowHeight, view, reveal(scroll.peek().top, active.value, rowHeight, view)));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view / rowHeight) - 1);
    const targets: Record<string, number> = {
      ArrowDown: active.value + 1,
      ArrowUp: active.value - 1,
      PageDown: active.value + page,
      PageUp: active.value - page,
      Home: 0,
      End: rows - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) goTo(target);
    else if (event.key === 'Enter' || event.key === ' ') openMention(active.value);
    else return;
    event.preventDefault();
  };

  const at = Math.min(active.value, Math.max(0, rows - 1));
  return (
    <div
      class="table-scroller"
      ref={scroller}
      onScroll={onScroll}
      style={{ height: `${view + headHeight}px` }}
      tabIndex={-1}
    >
      <div style={{ height: `${height + headHeight}px` }}>
        <div class="table-window" style={{ height: `${view + headHeight}px` }}>
          <table
            class="mentions"
            role="grid"
            tabIndex={0}
            aria-label={t('table.label', { n: rows })}
            aria-rowcount={rows + 1}
            aria-colcount={columns.length}
            aria-activedescendant={at >= first && at < end ? `mention-${at}` : undefined}
            onKeyDown={onKeyDown}
          >
            <thead role="rowgroup">
              <tr role="row" aria-rowindex={1}>
                {columns.map(({ key, title }) => (
                  <th key={key} role="columnheader" scope="col" class={`col-${key}`}>
                    {t(title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup" style={{ transform: `translateY(${first * rowHeight - top}px)` }}>
              {indices.map((index) => {
                const mention = mentionAt(index);
                return (
                  <tr
                    key={index}
                    role="row"
                    id={`mention-${index}`}
                    aria-rowindex={index + 2}
                    aria-selected={index === at}
                    class={shownMention.value === index ? 'is-shown' : ''}
                    onClick={() => {
                      active.value = index;
                      openMention(index);
                    }}
                  >
                    {columns.map(({ key, cell }) => (
                      <td
                        key={key}
                        role="gridcell"
                        class={`col-${key}`}
                        lang={(key === 'text' && mention?.language) || undefined}
                      >
                        {mention ? cell(mention) : <i class="waiting" aria-label={count(index + 1)} />}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </div>
    </div>
  );
}
