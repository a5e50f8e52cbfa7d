// What answers are made of: tables of figures, figures with their intervals, and quoted mentions.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Figure, Filter, Quoted } from '../../engine/documents';
import { count, date, percent, percentRange, pointRange, points } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { isPicked, pick } from '../../state/analysis';
import { safeAddress } from '../MentionDetail';
import { nameOfPlatform } from '../names';

export interface Column<Row> {
  head: Key;
  cell: (row: Row) => ComponentChildren;
}

interface Props<Row> {
  caption: string;
  rows: readonly Row[];
  /** The name of a row, and the mentions behind it; null where there is no way to them. */
  head: Key;
  name: (row: Row) => string;
  filter?: (row: Row) => Filter | null;
  columns: readonly Column<Row>[];
}

export function Behind({ filter, children }: { filter: Filter | null; children: ComponentChildren }) {
  if (!filter) return <>{children}</>;
  return (
    <button type="button" class="link" aria-pressed={isPicked(filter)} onClick={() => pick(filter)}>
      {children}
    </button>
  );
}

/** Longer lists than `most` show their first ten, and the rest when asked. */
const [atFirst, most] = [10, 12];

export function AnswerTable<Row>({ caption, rows: listed, head, name, filter, columns }: Props<Row>) {
  const [all, setAll] = useState(false);
  if (listed.length === 0) return null;
  const rows = all || listed.length <= most ? listed : listed.slice(0, atFirst);
  // What no row can tell is no column.
  const cells = columns.map(({ cell }) => rows.map(cell));
  const told = columns.flatMap((column, at) => (cells[at]?.some(Boolean) ? [{ ...column, cells: cells[at] }] : []));
  return (
    <div class="answer-table" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t(head)}</th>
            {told.map((column) => (
              <th scope="col" key={column.head}>
                {t(column.head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <th scope="row">
                <Behind filter={filter?.(row) ?? null}>{name(row)}</Behind>
              </th>
              {told.map((column) => (
                <td key={column.head}>{column.cells[at] || '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < listed.length && <ShowAll n={listed.length} onClick={() => setAll(true)} />}
    </div>
  );
}

const ShowAll = ({ n, onClick }: { n: number; onClick: () => void }) => (
  <p class="show-all">
    <button type="button" class="link" onClick={onClick}>
      {t('action.showAll', { n })}
    </button>
  </p>
);

/** The first so many of a long list, and the rest when asked. @param n how many all of them hold */
export function First<Item>({ of, count: some, n, children }: { of: readonly Item[]; count: number; n: number; children: (item: Item) => ComponentChildren }) {
  const [all, setAll] = useState(false);
  return (
    <>
      {(all ? of : of.slice(0, some)).map(children)}
      {!all && of.length > some && <ShowAll n={n} onClick={() => setAll(true)} />}
    </>
  );
}

/** A figure and its interval; greyed, and said so, where it rests on too little. */
function shown(figure: Figure | null, value: (of: number) => string, range: (low: number, high: number) => string) {
  if (!figure) return null;
  return (
    <span class={figure.enough ? 'figure' : 'figure is-doubtful'} title={figure.enough ? undefined : t('doubt.few')}>
      {value(figure.value)} <small>{range(figure.low, figure.high)}</small>
      {!figure.enough && <span class="unseen"> {t('doubt.few')}</span>}
    </span>
  );
}

export const share = (figure: Figure | null) => shown(figure, percent, percentRange);
export const net = (figure: Figure | null) => shown(figure, points, pointRange);
export const plain = (value: number | null | undefined) =>
  value === null || value === undefined ? null : count(value);
export const number = (figure: Figure | null, of: (value: number) => string) =>
  shown(figure, of, (low, high) => `${of(low)} … ${of(high)}`);

export const part = (inside: number, outside: number) => `${count(inside)}\u00a0/\u00a0${count(outside)}`;

/** Names, each with the way to its mentions. */
export function Leads<Item>({ of, name, filter, figure }: { of: readonly Item[]; name: (item: Item) => string; filter: (item: Item) => Filter; figure?: (item: Item) => ComponentChildren }) {
  return (
    <ul class="shares">
      {of.map((item) => (
        <li key={name(item)}>
          <Behind filter={filter(item)}>{name(item)}</Behind> {figure?.(item)}
        </li>
      ))}
    </ul>
  );
}

/** A quoted mention that leads to itself. */
export function Example({ of }: { of: Quoted | undefined }) {
  if (!of) return <>–</>;
  return (
    <Behind filter={{ mentions: [of.source] }}>
      <q dir="auto">
        {of.text}
        {of.cut && '…'}
      </q>
    </Behind>
  );
}

export function Quotes({ of }: { of: readonly Quoted[] }) {
  return (
    <ul class="quotes">
      {of.map((quote) => {
        const address = safeAddress(quote.url);
        const source = [quote.author, nameOfPlatform(quote.platform), quote.time && date(quote.time)];
        const by = source.filter(Boolean).join(' · ');
        return (
          <li key={`${quote.source.file} ${quote.source.row} ${quote.source.part ?? ''}`}>
            <blockquote dir="auto" class={`is-${quote.sentiment}`}>
              {quote.text}
              {quote.cut && '…'}
            </blockquote>
            <small>
              <Behind filter={{ mentions: [quote.source] }}>{t(`sentiment.${quote.sentiment}`)}</Behind> ·{' '}
              {address ? (
                <a href={address} target="_blank" rel="noopener noreferrer">
                  {by}
                </a>
              ) : (
                by
              )}
            </small>
          </li>
        );
      })}
    </ul>
  );
}
