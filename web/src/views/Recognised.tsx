// What the page made of each input, in a sentence: what it is, what was left out, what is still in doubt,
// and the way to put it right.
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { DateOrder } from '../engine/documents';
import { date } from '../i18n/format';
import { t } from '../i18n/text';
import { breakdown, inputs, readAgain, readAgainSoon, unread, type KnownInput } from '../state/analysis';
import { decide, decisionsOf, keep, originOf, passOver } from '../state/corrections';
import { saveRejected } from '../state/downloads';
import { sentence } from '../state/messages';
import { choicesOnly, daysOf, graveNotes, isThrough, leftOut, openQuestion, recognised } from '../state/recognised';
import { Check } from './Check';
import { Icon } from './Icon';

const shownAtFirst = 3;

/** The name of the input whose reading is being checked. */
const checked = signal<string | null>(null);

const alikeOf = (input: KnownInput): KnownInput[] =>
  input.header.length === 0
    ? []
    : inputs.value.filter(
        (other) => other.name !== input.name && other.header.join('\n') === input.header.join('\n'),
      );

function Question({ input, example }: { input: KnownInput; example: string }) {
  const days = daysOf(example);
  const choices: { order: DateOrder; text: string }[] =
    days.length > 1
      ? days.map(({ order, day }) => ({ order, text: date(day) }))
      : (['dmy', 'mdy'] as const).map((order) => ({ order, text: t(`check.order.${order}`) }));
  return (
    <div class="reading-question" role="group" aria-label={t('recognised.question', { example })}>
      <span>{t('recognised.question', { example })}</span>
      {choices.map(({ order, text }) => (
        <button
          key={order}
          type="button"
          class="button"
          onClick={() => {
            decide([input, ...alikeOf(input)], { ...decisionsOf(input), dateOrder: order });
            readAgainSoon();
          }}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

function Origin({ input }: { input: KnownInput }) {
  const origin = originOf(input);
  if (origin === null) return null;
  const readAsRecognised = () => {
    passOver([input, ...alikeOf(input)]);
    readAgainSoon();
  };
  return (
    <p class="reading-more">
      {t(`recognised.by.${origin}`)}
      {origin !== 'person' && (
        <button type="button" class="link" onClick={readAsRecognised}>
          {t('recognised.dontUse')}
        </button>
      )}
      {origin === 'kept' && (
        <button
          type="button"
          class="link"
          onClick={() => {
            keep(input, false);
            readAsRecognised();
          }}
        >
          {t('recognised.forget')}
        </button>
      )}
    </p>
  );
}

function said(input: KnownInput): string {
  if (input.waiting) return t('recognised.waiting');
  return input.error ? t('recognised.unused', { why: sentence(input.error) }) : recognised(input);
}

function Reading({ input }: { input: KnownInput }) {
  const isOpen = checked.value === input.name;
  const left = input.waiting ? null : leftOut(input);
  const choices = input.waiting ? 0 : choicesOnly(input);
  const duplicates = input.waiting ? 0 : input.counts.duplicates;
  // Of a file that was read before no row is kept.
  const isAgain = input.notes.some(({ code }) => code === 'sameFile');
  const save = isThrough(input) && (left !== null || !isAgain) && (
    <button type="button" class="link" onClick={() => void saveRejected()}>
      {t('recognised.saveLeft')}
    </button>
  );
  const example = openQuestion(input);
  const checkable = input.columns.length > 0 || input.encoding !== null;
  const id = `check-${inputs.value.indexOf(input)}`;
  return (
    <li class={`reading${input.error ? ' is-failed' : ''}`}>
      <p>
        <b>{input.name}</b> {said(input)}
        {checkable && !breakdown.value && (
          <button
            type="button"
            class="link"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => {
              checked.value = isOpen ? null : input.name;
            }}
          >
            {t('recognised.check')}
          </button>
        )}
      </p>
      {choices > 0 && <p class="reading-more">{t('recognised.choices', { n: choices })}</p>}
      {duplicates > 0 && (
        <p class="reading-more">
          {t('recognised.duplicates', { n: duplicates })}
          {left === null && save}
        </p>
      )}
      {left !== null && (
        <p class="reading-more">
          {left}
          {save}
        </p>
      )}
      <Origin input={input} />
      {!input.waiting &&
        graveNotes(input).map((note) => (
        <p key={note.code} class="reading-more">
          {sentence(note)}
        </p>
      ))}
      {example !== null && <Question input={input} example={example} />}
      {isOpen && <Check id={id} input={input} alike={alikeOf(input)} />}
    </li>
  );
}

export function Recognised() {
  const [all, setAll] = useState(false);
  useEffect(
    () => () => {
      checked.value = null;
    },
    [],
  );
  const known = inputs.value.filter((input) => input.error !== null || input.columns.length > 0);
  if (known.length === 0 && unread.value === 0) return null;
  const urgent = (input: KnownInput) =>
    input.error !== null || openQuestion(input) !== null || checked.value === input.name;
  const shown = all ? known : known.filter((input, at) => at < shownAtFirst || urgent(input));
  return (
    <div class="readings">
      <ul aria-label={t('recognised.title')}>
        {shown.map((input) => (
          <Reading key={input.name} input={input} />
        ))}
      </ul>
      {shown.length < known.length && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {t('action.showAll', { n: known.length })}
        </button>
      )}
      {unread.value > 0 && (
        <p class="reading-more">
          <Icon name="warn" />
          {t('error.unread', { n: unread.value })}
          <button type="button" class="link" onClick={readAgain}>
            {t('recognised.again')}
          </button>
        </p>
      )}
    </div>
  );
}
