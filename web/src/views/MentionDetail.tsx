// One mention in full, beside the table. What an export says is shown as text, never as markup.
import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Explanation, LabelChange, Mention } from '../engine/documents';
import { count, dateTime, wholePercent } from '../i18n/format';
import { t, type Key } from '../i18n/text';
import { filter, giveUpOn, reading, selectionSize, selectionVersion, session } from '../state/analysis';
import { changed, correct, labelling } from '../state/labelling';
import { arrivals, isCurrent, mentionAt, want } from '../state/rows';
import { tone } from '../state/tones';
import { Evidence, MarkedText } from './Evidence';
import { Icon } from './Icon';
import { LabelEditor, Proposals } from './LabelEditor';
import { nameOfLanguage } from './names';

/** The position in the selection of the mention that is shown. */
export const shownMention = signal<number | null>(null);

/**
 * The mention that is being corrected: it stays in sight, also when the filter no longer holds for it.
 * `key` is that of its text.
 */
const held = signal<{ index: number; key: string | null; mention: Mention } | null>(null);

export const openMention = (index: number): void => {
  held.value = null;
  shownMention.value = index;
};

async function correctShown(index: number, mention: Mention, change: LabelChange): Promise<void> {
  const key = held.value?.index === index ? held.value.key : null;
  held.value = { index, key, mention: changed(mention, change) };
  const found = await correct(index, key, mention, change);
  if (held.value?.index === index) held.value = { ...held.value, key: found };
}

/** The address if it is one a person may follow: http or https, nothing else. */
export function safeAddress(url: string | null): string | null {
  if (url === null) return null;
  try {
    const address = new URL(url);
    return address.protocol === 'https:' || address.protocol === 'http:' ? address.href : null;
  } catch {
    return null;
  }
}

const counted = ['likes', 'comments', 'shares', 'views', 'engagement', 'reach', 'followers'] as const;

function fields(mention: Mention): [Key, ComponentChildren][] {
  const { sentiment: _, ...plain } = mention;
  const text = (value: string | null): ComponentChildren => value;
  return (
    [
      ['column.time', plain.time && dateTime(plain.time)],
      ['column.author', text(plain.author)],
      ['column.platform', text(plain.platform)],
      ['column.language', plain.language && plain.language !== 'und' ? nameOfLanguage(plain.language) : null],
      ['detail.country', text(plain.country)],
      ['detail.kind', t(`kind.${plain.kind}`)],
      ...counted.map((key): [Key, ComponentChildren] => {
        const value = plain[key];
        return [`detail.${key}`, value === null ? null : count(value)];
      }),
      ['detail.rating', plain.rating === null ? null : count(plain.rating)],
      ['detail.given', plain.givenSentiment && t(`sentiment.${plain.givenSentiment}`)],
      ['detail.query', text(plain.query)],
      ['detail.parent', text(plain.parent)],
      ['detail.id', text(plain.id)],
      ['detail.source', t('detail.sourceRow', { file: plain.source.file, row: plain.source.row })],
    ] as [Key, ComponentChildren][]
  ).filter(([, value]) => value !== null && value !== '');
}

const poles = ['positive', 'neutral', 'negative'] as const;

function Sentiment({ mention }: { mention: Mention }) {
  const { label, scores } = mention.sentiment;
  return (
    <div class="verdict">
      <p>
        <i class={`swatch mood-${label}`} aria-hidden="true" />
        <b>{t(`sentiment.${label}`)}</b>
      </p>
      {scores ? (
        <dl class="scores">
          {poles.map((pole) => (
            <div key={pole}>
              <dt>{t(`sentiment.${pole}`)}</dt>
              <dd>
                <i class="score-track" aria-hidden="true">
                  <i class={`mood-${pole}`} style={{ width: `${scores[pole] * 100}%` }} />
                </i>
                {wholePercent(scores[pole])}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p class="caption">{t('sentiment.unratedHow')}</p>
      )}
    </div>
  );
}

/** What the core reads of a mention. */
const subjectOf = ({ title, text }: Mention): string =>
  !title || text?.startsWith(title) ? (text ?? '') : text ? `${title}\n${text}` : title;

/** Why the mention at a position has its labels; null while that is on its way, or if it is another one. */
function useExplanation(index: number | null, mention: Mention | null): Explanation | null {
  const [found, setFound] = useState<{ index: number; why: Explanation } | null>(null);
  const version = selectionVersion.value;
  useEffect(() => {
    const running = session();
    if (index === null || !running) return;
    let stale = false;
    running.engine
      .explain(running.signal, filter.peek(), index)
      .then((why) => {
        if (!stale && why) setFound({ index, why });
      })
      .catch(giveUpOn);
    return () => {
      stale = true;
    };
  }, [index, version]);
  return found && mention && found.index === index && found.why.text === subjectOf(mention) ? found.why : null;
}

export function MentionDetail() {
  const dialog = useRef<HTMLDialogElement>(null);
  const index = shownMention.value;
  void arrivals.value;
  const holds = held.value !== null && held.value.index === index;
  const mention = index === null ? null : holds ? (held.value?.mention ?? null) : mentionAt(index);
  const why = useExplanation(index, mention);
  const rows = selectionSize.value;
  useEffect(() => {
    if (index !== null && !dialog.current?.open) dialog.current?.showModal();
    if (index === null) dialog.current?.close();
    else want(index - 5, index + 6);
  }, [index]);
  const address = safeAddress(mention?.url ?? null);
  const go = (step: number) => {
    const next = (index ?? 0) + step;
    held.value = null;
    if (next >= 0 && next < rows) shownMention.value = next;
  };
  return (
    <dialog
      ref={dialog}
      class="sheet is-side"
      aria-label={t('detail.title')}
      onClose={() => {
        shownMention.value = null;
        held.value = null;
      }}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      {index !== null && (
        <div class="sheet-inner">
          <div class="sheet-head">
            <h2>{t('detail.title')}</h2>
            <small>{t('detail.position', { at: index + 1, n: rows })}</small>
            <button
              type="button"
              class="button is-quiet is-icon"
              aria-label={t('detail.previous')}
              disabled={index === 0}
              onClick={() => go(-1)}
            >
              <Icon name="back" />
            </button>
            <button
              type="button"
              class="button is-quiet is-icon"
              aria-label={t('detail.next')}
              disabled={index >= rows - 1}
              onClick={() => go(1)}
            >
              <Icon name="next" />
            </button>
            <button
              type="button"
              class="button is-quiet is-icon"
              aria-label={t('action.close')}
              onClick={() => dialog.current?.close()}
            >
              <Icon name="close" />
            </button>
          </div>
          {mention ? (
            <>
              <blockquote
                class="mention-text"
                lang={mention.language && mention.language !== 'und' ? mention.language : undefined}
              >
                {why && why.text !== '' ? (
                  <MarkedText why={why} />
                ) : (
                  <>
                    {mention.title && <p class="mention-title">{mention.title}</p>}
                    <p>{mention.text ?? t('detail.noText')}</p>
                  </>
                )}
              </blockquote>
              {mention.brands.length > 0 && (
                <p class="tags">
                  {mention.brands.map((name) => (
                    <span key={name} class="tag">
                      <i class={`swatch tone-${tone(name)}`} aria-hidden="true" />
                      {name}
                    </span>
                  ))}
                </p>
              )}
              <Sentiment mention={mention} />
              {why && <Evidence why={why} />}
              <LabelEditor
                labels={mention}
                disabled={reading.value !== null || labelling.value || !(holds || isCurrent(index))}
                onChange={(change) => void correctShown(index, mention, change)}
              />
              <Proposals />
              {address && (
                <p>
                  <a class="out" href={address} target="_blank" rel="noreferrer noopener">
                    {t('detail.open')}
                    <Icon name="out" />
                  </a>
                </p>
              )}
              <dl class="fields">
                {fields(mention).map(([key, value]) => (
                  <div key={key}>
                    <dt>{t(key)}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
                {mention.url && !address && (
                  <div>
                    <dt>{t('detail.address')}</dt>
                    <dd>{mention.url}</dd>
                  </div>
                )}
              </dl>
            </>
          ) : (
            <p class="empty">{t('status.updating')}</p>
          )}
        </div>
      )}
    </dialog>
  );
}
