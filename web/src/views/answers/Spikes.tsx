// When far more was said than usual, and what drove it.
import type { Answers, Filter } from '../../engine/documents';
import { count, decimal, list, slice } from '../../i18n/format';
import { t } from '../../i18n/text';
import { sliceFilter } from '../../state/slices';
import { nameOfTopic } from '../names';
import { AnswerTable } from './AnswerTable';

export function Spikes({ spikes }: Answers) {
  if (!spikes) return null;
  const ofSeries = ({ series: { of, name, negative } }: (typeof spikes.spikes)[number]): Filter => ({
    ...(of !== 'all' && { [of]: name ?? '' }),
    ...(negative && { sentiment: 'negative' as const }),
  });
  const voices = { 'many voices': 'answers.manyVoices', 'one text': 'answers.oneText', 'few authors': 'answers.fewAuthors' } as const;
  return (
    <>
      <p>{t('answers.falseAlarms', { n: Math.ceil(spikes.expectedFalseAlarms), figure: decimal(spikes.expectedFalseAlarms) })}</p>
      {spikes.spikes.length === 0 && <p class="empty">{t('answers.noSpikes')}</p>}
      <AnswerTable
        caption={t('answers.spikes')}
        rows={spikes.spikes.slice(0, 20)}
        head="answers.when"
        name={({ peak }) => slice(peak, spikes.unit)}
        filter={(spike) => ({ ...ofSeries(spike), ...sliceFilter(spike.peak, spikes.unit) })}
        columns={[
          {
            head: 'answers.series',
            cell: ({ series: { of, name, negative } }) =>
              `${of === 'all' ? t('sentiment.all') : of === 'topic' ? nameOfTopic(name) : (name ?? '–')}${negative ? ` (${t('sentiment.negative')})` : ''}`,
          },
          { head: 'answers.observed', cell: ({ observed, expected }) => `${count(observed)} / ${decimal(expected)}` },
          { head: 'answers.ratio', cell: ({ ratio }) => `×${decimal(ratio.value)}` },
          { head: 'answers.crisis', cell: ({ crisis }) => crisis && <b class="crisis">{t('answers.crisis')}</b> },
          { head: 'answers.voices', cell: ({ drivers }) => t(voices[drivers.voices]) },
          { head: 'answers.phrases', cell: ({ drivers }) => list(drivers.phrases.slice(0, 5).map(({ text }) => text)) || null },
        ]}
      />
    </>
  );
}
