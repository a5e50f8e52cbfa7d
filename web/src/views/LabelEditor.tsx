// Labels that a person gives: to one mention, to all that are shown, and what follows from it.
import { useState } from 'preact/hooks';
import {
  intents,
  tones,
  urgencies,
  type LabelChange,
  type Mention,
  type PhraseRule,
} from '../engine/documents';
import { t, type Key } from '../i18n/text';
import { reading, selectionSize } from '../state/analysis';
import {
  accept,
  allTopics,
  canUndo,
  correctAll,
  decline,
  labelling,
  mostCorrected,
  proposals,
  undo,
  type Proposal,
} from '../state/labelling';
import { nameOfTopic } from './names';

/** A change in words: "Sentiment: Positive, not Complaint". */
export function sentenceOf(change: LabelChange | PhraseRule): string {
  const parts: string[] = [];
  if (change.sentiment === 'name') parts.push(t('corrections.isName'));
  else if (change.sentiment) parts.push(t(`sentiment.${change.sentiment}`));
  const set = (nameOf: (name: string) => string, values: Record<string, boolean> | undefined) => {
    for (const [name, holds] of Object.entries(values ?? {})) {
      const label = nameOf(name);
      parts.push(holds ? label : t('corrections.not', { label }));
    }
  };
  set((name) => t(`intent.${name}` as Key), change.intents);
  set(nameOfTopic, change.topics);
  if (change.urgency) parts.push(t(`urgency.${change.urgency}`));
  if ('brands' in change) {
    for (const [name, label] of Object.entries(change.brands ?? {}))
      parts.push(t('corrections.aimed', { name, label: t(`sentiment.${label}`) }));
  }
  return parts.join(', ');
}

interface EditorProps {
  labels: Mention;
  disabled: boolean;
  onChange: (change: LabelChange) => void;
}

interface ChoiceProps<Name extends string> {
  title: string;
  nameOf: (name: Name) => string;
  names: readonly Name[];
  holds: (name: Name) => boolean;
  disabled: boolean;
  onPick: (name: Name) => void;
}

function Choice<Name extends string>({ title, nameOf, names, holds, disabled, onPick }: ChoiceProps<Name>) {
  return (
    <div class="label-choice" role="group" aria-label={title}>
      <small>{title}</small>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          class="chip"
          aria-pressed={holds(name)}
          aria-disabled={disabled}
          onClick={() => {
            if (!disabled) onPick(name);
          }}
        >
          {nameOf(name)}
        </button>
      ))}
    </div>
  );
}

/** The labels of a mention, each a click away from another. */
export function LabelEditor({ labels, disabled, onChange }: EditorProps) {
  return (
    <section class="label-editor" aria-label={t('corrections.ask')}>
      <p class="caption">{t('corrections.ask')}</p>
      <Choice
        title={t('column.sentiment')}
        nameOf={(name) => t(`sentiment.${name}`)}
        names={tones}
        holds={(name) => labels.sentiment.label === name}
        disabled={disabled}
        onPick={(sentiment) => onChange({ sentiment })}
      />
      {labels.brands.length > 1 &&
        labels.brands.map((brand) => (
          <Choice
            key={brand}
            title={t('corrections.towards', { name: brand })}
            nameOf={(name) => t(`sentiment.${name}`)}
            names={tones}
            holds={(name) => labels.brandSentiment[brand]?.label === name}
            disabled={disabled}
            onPick={(tone) => onChange({ brands: { [brand]: tone } })}
          />
        ))}
      <Choice
        title={t('column.urgency')}
        nameOf={(name) => t(`urgency.${name}`)}
        names={urgencies}
        holds={(name) => labels.urgency === name}
        disabled={disabled}
        onPick={(urgency) => onChange({ urgency })}
      />
      <Choice
        title={t('column.intent')}
        nameOf={(name) => t(`intent.${name}`)}
        names={intents}
        holds={(name) => labels.intents.includes(name)}
        disabled={disabled}
        onPick={(name) => onChange({ intents: { [name]: !labels.intents.includes(name) } })}
      />
      <Choice
        title={t('column.topic')}
        nameOf={nameOfTopic}
        names={allTopics()}
        holds={(name) => labels.topics.includes(name)}
        disabled={disabled}
        onPick={(name) => onChange({ topics: { [name]: !labels.topics.includes(name) } })}
      />
    </section>
  );
}

function ProposalCard({ proposal }: { proposal: Proposal }) {
  const { rule, trial } = proposal;
  const what =
    rule === null
      ? t('corrections.learnt')
      : rule.sentiment === 'name'
        ? t('corrections.proposeName', { phrase: rule.phrase })
        : t('corrections.proposeRule', { phrase: rule.phrase, labels: sentenceOf(rule) });
  return (
    <li class="proposal">
      <p>
        <b>{what}</b>{' '}
        {t('corrections.wouldChange', { n: trial.changes })}{' '}
        {trial.looked < trial.of && t('corrections.looked', { n: trial.looked })}
      </p>
      <details>
        <summary>{t('corrections.examples')}</summary>
        <ul>
          {trial.samples.map(({ text, before, after }) => (
            <li key={text}>
              {text}{' '}
              <small>
                {t(`sentiment.${before.sentiment.label}`)} → {t(`sentiment.${after.sentiment.label}`)}
              </small>
            </li>
          ))}
        </ul>
      </details>
      <div class="row">
        <button
          type="button"
          class="button"
          aria-disabled={labelling.value}
          onClick={() => void accept(proposal)}
        >
          {t('corrections.apply')}
        </button>
        <button type="button" class="button is-quiet" onClick={() => decline(proposal)}>
          {t('corrections.notNow')}
        </button>
      </div>
    </li>
  );
}

/** What the corrections so far suggest for other mentions, and the way back. */
export function Proposals() {
  return (
    <div class="proposals" aria-live="polite">
      {labelling.value && <p class="caption">{t('status.updating')}</p>}
      {proposals.value.length > 0 && (
        <ul>
          {proposals.value.map((proposal) => (
            <ProposalCard key={proposal.key} proposal={proposal} />
          ))}
        </ul>
      )}
      {canUndo.value && (
        <button
          type="button"
          class="button is-quiet"
          aria-disabled={labelling.value}
          onClick={() => void undo()}
        >
          {t('corrections.undoLast')}
        </button>
      )}
    </div>
  );
}

/** What can be said of many mentions at once, as values of a choice. */
const choices = (): { title: Key; options: { value: string; text: () => string; change: LabelChange }[] }[] => [
  {
    title: 'column.sentiment',
    options: tones.map((sentiment) => ({
      value: sentiment,
      text: () => t(`sentiment.${sentiment}`),
      change: { sentiment },
    })),
  },
  {
    title: 'column.urgency',
    options: urgencies.map((urgency) => ({
      value: urgency,
      text: () => t(`urgency.${urgency}`),
      change: { urgency },
    })),
  },
  {
    title: 'column.intent',
    options: [true, false].flatMap((holds) =>
      intents.map((name) => ({
        value: `${holds}-${name}`,
        text: () => sentenceOf({ intents: { [name]: holds } }),
        change: { intents: { [name]: holds } },
      })),
    ),
  },
  {
    title: 'column.topic',
    options: [true, false].flatMap((holds) =>
      allTopics().map((name) => ({
        value: `${holds}-${name}`,
        text: () => sentenceOf({ topics: { [name]: holds } }),
        change: { topics: { [name]: holds } },
      })),
    ),
  },
];

/** Corrects all mentions of the table; how many there are is said before. */
export function CorrectAll() {
  const [picked, setPicked] = useState<Record<number, string>>({});
  const n = selectionSize.value;
  if (n === 0) return null;
  const all = choices();
  const change = all.reduce<LabelChange>((sum, { options }, at) => {
    const option = options.find(({ value }) => value === picked[at]);
    return { ...sum, ...option?.change };
  }, {});
  const idle =
    Object.keys(change).length === 0 || n > mostCorrected || reading.value !== null || labelling.value;
  return (
    <details class="correct-all">
      <summary>{t('corrections.all')}</summary>
      <div class="filters">
        {all.map(({ title, options }, at) => (
          <label key={title} class="field">
            <span>{t('corrections.allOf', { label: t(title) })}</span>
            <select
              value={picked[at] ?? ''}
              onChange={(event) => setPicked({ ...picked, [at]: event.currentTarget.value })}
            >
              <option value="">{t('corrections.asItIs')}</option>
              {options.map(({ value, text }) => (
                <option key={value} value={value}>
                  {text()}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={idle}
          onClick={() => {
            setPicked({});
            void correctAll(change);
          }}
        >
          {t('corrections.correctAll', { n })}
        </button>
        {n > mostCorrected && <p class="caption">{t('corrections.tooMany', { n: mostCorrected })}</p>}
      </div>
      <Proposals />
    </details>
  );
}
