// When far more was said than usual, and what drove it.
import type { Answers, Filter } from '../../engine/documents';
import { count, dateRange, dateTime, slice, tenths } from '../../i18n/format';
import { t } from '../../i18n/text';
import { dayBefore, nextStart } from '../../state/slices';
import { nameOfTopic } from '../names';
import { AnswerTable, Leads } from './AnswerTable';
import { How } from './How';

export function Spikes({ spikes }: Answers) {
  if (!spikes) return null;
  const ofSeries = ({ series: { of, name, negative } }: (typeof spikes.spikes)[number]): Filter => ({
    ...(of !== 'all' && { [of]: name ?? '' }),
    ...(negative && { sentiment: 'negative' as const }),
  });
  type Spike = (typeof spikes.spikes)[number];
  const during = (spike: Spike): Filter => ({ ...ofSeries(spike), from: spike.start, to: spike.end });
  /** One step by its name, several from the first to the last. */
  const duration = ({ start, end }: Spike): string => {
    if (nextStart(start, spikes.unit) >= end) return slice(start, spikes.unit);
    return spikes.unit === 'hour' ? `${dateTime(start)} – ${dateTime(end)}` : dateRange(start, dayBefore(end));
  };
  const voices = { 'many voices': 'answers.manyVoices', 'one text': 'answers.oneText', 'few authors': 'answers.fewAuthors' } as const;
  return (
    <>
      {spikes.spikes.length === 0 ? (
        <p class="empty">{t('answers.noSpikes')}</p>
      ) : (
        <p>{t('answers.falseAlarms', { figure: tenths(spikes.expectedFalseAlarms) })}</p>
      )}
      <AnswerTable
        caption={t('answers.spikes')}
        rows={spikes.spikes.slice(0, 20)}
        head="answers.when"
        name={duration}
        filter={during}
        columns={[
          {
            head: 'answers.series',
            cell: ({ series: { of, name, negative } }) =>
              `${of === 'all' ? t('sentiment.all') : of === 'topic' ? nameOfTopic(name) : (name ?? '–')}${negative ? ` (${t('sentiment.negative')})` : ''}`,
          },
          { head: 'answers.observed', cell: ({ observed, expected }) => `${count(observed)}\u00a0/\u00a0${tenths(expected)}` },
          { head: 'answers.ratio', cell: ({ ratio }) => (
              <span class="figure">
                ×{tenths(ratio.value)} <small>{tenths(ratio.low)} … {ratio.high === null ? '∞' : tenths(ratio.high)}</small>
              </span>
            ) },
          { head: 'answers.crisis', cell: ({ crisis }) => crisis && <b class="crisis">{t('answers.crisis')}</b> },
          { head: 'answers.voices', cell: ({ drivers }) => t(voices[drivers.voices]) },
          {
            head: 'answers.phrases',
            cell: (spike) =>
              spike.drivers.phrases.length > 0 && (
                <Leads
                  of={spike.drivers.phrases.slice(0, 5)}
                  name={({ text }) => text}
                  filter={({ search }) => ({ ...during(spike), search })}
                />
              ),
          },
        ]}
      />
      {spikes.spikes.length > 0 && <How of="spikes" />}
    </>
  );
}
