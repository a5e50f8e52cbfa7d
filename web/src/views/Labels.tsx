// What people want, what they talk about, and how soon they need an answer.
import { SentimentStack } from '../charts/SentimentStack';
import type { Filter, LabelFigures, Report } from '../engine/documents';
import { count, percent } from '../i18n/format';
import { t, type Key } from '../i18n/text';
import { isPicked, pick } from '../state/analysis';
import { nameOfTeam, nameOfTopic } from './names';
import { OwnTopics } from './OwnTopics';
import { Section } from './Section';

interface GroupProps<Name extends string> {
  title: Key;
  of: 'intent' | 'topic' | 'urgency' | 'team';
  nameOf: (name: Name) => string;
  figures: LabelFigures<Name>[];
  total: number;
}

function Group<Name extends string>({ title, of, nameOf, figures, total }: GroupProps<Name>) {
  const found = figures.filter(({ mentions }) => mentions > 0);
  if (found.length === 0) return null;
  const filterOf = (name: Name): Filter => ({ [of]: name });
  return (
    <>
      <h3>{t(title)}</h3>
      <ol class="languages">
        {found.map(({ name, mentions, sentiment }) => {
          const shown = nameOf(name);
          return (
            <li key={name}>
              <button
                type="button"
                class="language"
                aria-pressed={isPicked(filterOf(name))}
                aria-label={`${shown}, ${count(mentions)}, ${percent(mentions / (total || 1))}. ${t('labels.show')}`}
                onClick={() => pick(filterOf(name))}
              >
                <span>{shown}</span> <b>{count(mentions)}</b> <small>{percent(mentions / (total || 1))}</small>
              </button>
              <SentimentStack
                slim
                subject={shown}
                counts={sentiment}
                isPressed={(label) => isPicked({ ...filterOf(name), sentiment: label })}
                onPick={(label) => pick({ ...filterOf(name), sentiment: label })}
              />
            </li>
          );
        })}
      </ol>
    </>
  );
}

export function Labels({ report }: { report: Report }) {
  const total = report.totals.mentions;
  const most = <Name extends string>(figures: LabelFigures<Name>[]) =>
    [...figures].sort((a, b) => b.mentions - a.mentions);
  return (
    <Section id="labels" title={t('labels.title')} lead={t('labels.lead')} how={t('labels.how')}>
      <Group title="labels.intents" of="intent" nameOf={(name) => t(`intent.${name}`)} figures={most(report.intents)} total={total} />
      <Group title="labels.topics" of="topic" nameOf={nameOfTopic} figures={most(report.topics)} total={total} />
      <OwnTopics report={report} />
      <Group title="labels.teams" of="team" nameOf={nameOfTeam} figures={most(report.teams)} total={total} />
      <Group title="labels.urgency" of="urgency" nameOf={(name) => t(`urgency.${name}`)} figures={[...report.urgency].reverse()} total={total} />
    </Section>
  );
}
