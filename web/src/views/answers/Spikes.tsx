// When far more was said than usual, and what drove it.
import type { Answers, Filter, SpikeFigures } from '../../engine/documents';
import { count, dateRange, dateTime, slice, tenths } from '../../i18n/format';
import { t } from '../../i18n/text';
import { dayBefore, nextStart } from '../../state/slices';
import { nameOfTopic } from '../names';
import { AnswerTable, Leads } from './AnswerTable';
import { eventsOf } from './events';
import { How } from './How';

export function Spikes({ spikes }: Answers) {
  if (!spikes) return null;
  const ofSeries = ({ series: { of, name, negative } }: SpikeFigures): Filter => ({
    ...(of !== 'all' && { [of]: name ?? '' }),
    ...(negative && { sentiment: 'negative' as const }),
  });
  const during = (spike: SpikeFigures): Filter => ({ ...ofSeries(spike), from: spike.start, to: spike.end });
  /** One step by its name, several from the first to the last. */
  const duration = ({ start, end }: SpikeFigures): string => {
    if (nextStart(start, spikes.unit) >= end) return slice(start, spikes.unit);
    return spikes.unit === 'hour' ? `${dateTime(start)} – ${dateTime(end)}` : dateRange(start, dayBefore(end));
  };
  const nameOf = ({ series: { of, name, negative } }: SpikeFigures): string =>
    `${of === 'all' ? t('sentiment.all') : of === 'topic' ? nameOfTopic(name) : (name ?? '–')}${negative ? ` (${t('sentiment.negative')})` : ''}`;
  const times = ({ ratio }: SpikeFigures) => (
    <span class="figure">
      ×{tenths(ratio.value)} <small>{tenths(ratio.low)} … {ratio.high === null ? '∞' : tenths(ratio.high)}</small>
    </span>
  );
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
        rows={eventsOf(spikes.spikes)}
        head="answers.when"
        name={([first]) => duration(first)}
        filter={([first]) => during(first)}
        columns={[
          { head: 'answers.series', cell: ([first]) => nameOf(first) },
          { head: 'answers.observed', cell: ([{ observed, expected }]) => `${count(observed)}\u00a0/\u00a0${tenths(expected)}` },
          { head: 'answers.ratio', cell: ([first]) => times(first) },
          { head: 'answers.crisis', cell: (event) => event.some(({ crisis }) => crisis) && <b class="crisis">{t('answers.crisis')}</b> },
          {
            head: 'answers.alsoIn',
            cell: (event) =>
              event.length > 1 && (
                <details>
                  <summary>+{count(event.length - 1)}</summary>
                  <Leads
                    of={event.slice(1)}
                    name={(other) => {
                      const name = nameOf(other);
                      const again = event.filter((one) => nameOf(one) === name).length > 1;
                      return again ? `${name}, ${duration(other)}` : name;
                    }}
                    filter={during}
                    figure={times}
                  />
                </details>
              ),
          },
          { head: 'answers.voices', cell: ([{ drivers }]) => t(voices[drivers.voices]) },
          {
            head: 'answers.phrases',
            cell: ([spike]) =>
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
