// Sentiment by brand, topic, intent and platform.
import type { Answers, Figure, Filter, NamedMood } from '../../engine/documents';
import { count, tenths } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { nameOfPlatform, nameOfTopic } from '../names';
import { AnswerTable, net, number, share } from './AnswerTable';
import { How } from './How';

type MoodRow = NamedMood & { complaints?: Figure | null };

function Moods({ caption, rows, name, filterOf }: { caption: string; rows: MoodRow[]; name: (row: MoodRow) => string; filterOf: (row: MoodRow) => Filter | null }) {
  return (
    <AnswerTable
      caption={caption}
      rows={rows.filter(({ mentions }) => mentions > 0)}
      head="answers.name"
      name={name}
      filter={filterOf}
      columns={[
        { head: 'answers.mentions', cell: (row) => count(row.mentions) },
        { head: 'answers.netPolar', cell: (row) => net(row.netSentiment.polar) },
        { head: 'answers.netAll', cell: (row) => net(row.netSentiment.total) },
        { head: 'answers.positiveRatio', cell: (row) => share(row.positiveRatio) },
        { head: 'answers.experience', cell: (row) => number(row.experienceScore, tenths) },
        ...(rows.some((row) => row.complaints !== undefined)
          ? [{ head: 'answers.complaints' as Key, cell: (row: MoodRow) => share(row.complaints ?? null) }]
          : []),
      ]}
    />
  );
}

export function Sentiments({ sentiment, topics }: Answers) {
  if (!sentiment) return null;
  return (
    <>
      <Moods
        caption={t('answers.byBrand')}
        rows={[{ ...sentiment, name: null }, ...sentiment.brands]}
        name={({ name }) => name ?? t('sentiment.all')}
        filterOf={({ name }) => (name === null ? null : { brand: name })}
      />
      <Moods caption={t('labels.topics')} rows={topics ?? []} name={({ name }) => nameOfTopic(name)} filterOf={({ name }) => ({ topic: name }) as Filter} />
      <Moods caption={t('labels.intents')} rows={sentiment.intents} name={({ name }) => t(`intent.${name}` as Key)} filterOf={({ name }) => ({ intent: name }) as Filter} />
      <Moods caption={t('where.platforms')} rows={sentiment.platforms} name={({ name }) => nameOfPlatform(name)} filterOf={({ name }) => ({ platform: name ?? '' })} />
      <How of="moods" formulas={['net.polarFormula', 'net.totalFormula']} />
    </>
  );
}
