// How the talk moves: mentions over time with their moving average, marked dates with before and after, and the
// hours of the week.
import { useState } from 'preact/hooks';
import { TrendChart } from '../../charts/TrendChart';
import type { Answers } from '../../engine/documents';
import { date } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { further, setFurther } from '../../state/analysis';
import { Icon } from '../Icon';
import { AnswerTable } from './AnswerTable';
import { changed, measured } from './changes';
import { EntryForm } from './EntryForm';
import { HeatMap } from './HeatMap';
import { How } from './How';

/** Marks a date, so that before and after are compared. */
function MarkDate() {
  const marks = further.value.annotations ?? [];
  return (
    <EntryForm
      fields={[
        { name: 'at', label: t('answers.when'), type: 'date', required: true },
        { name: 'label', label: t('answers.what'), type: 'text' },
      ]}
      button={t('answers.mark')}
      onEnter={({ at, label }) => setFurther({ annotations: [...marks, { at, label: label || at }] })}
    />
  );
}

type TrendFigures = NonNullable<Answers['trends']>;

/** Of all mentions, or of the brand that is chosen. */
function Course({ trends: { unit, starts, series } }: { trends: TrendFigures }) {
  const [chosen, setChosen] = useState('');
  const of = series.find(({ brand }) => brand === chosen) ?? series.find(({ brand }) => brand === null);
  if (!of || starts.length === 0) return null;
  const name = of.brand ?? t('sentiment.all');
  return (
    <div>
      <div class="chart-head">
        <h4>{t('trends.title')}</h4>
        <label class="field is-inline">
          <span>{t('timeline.whose')}</span>
          <select value={of.brand ?? ''} onChange={(event) => setChosen(event.currentTarget.value)}>
            {series.map(({ brand }) => (
              <option key={brand} value={brand ?? ''}>
                {brand ?? t('sentiment.all')}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul class="key">
        <li>
          <i class="swatch is-counts" aria-hidden="true" />
          {t(`trends.per.${unit}`)}
        </li>
        <li>
          <i class="swatch is-average" aria-hidden="true" />
          {t(`trends.average.${unit}`)}
        </li>
      </ul>
      <TrendChart
        unit={unit}
        starts={starts}
        mentions={of.mentions}
        average={of.average}
        marks={further.value.annotations ?? []}
        name={name}
        of={of.brand === null ? {} : { brand: of.brand }}
      />
    </div>
  );
}

export function Trends({ trends }: Answers) {
  if (!trends) return null;
  if (trends.starts.length === 0) return <p class="empty">{t('answers.noDates')}</p>;
  const marks = further.value.annotations ?? [];
  return (
    <>
      <Course trends={trends} />
      <MarkDate />
      {marks.length > 0 && (
        <ul class="chips">
          {marks.map((mark, at) => (
            <li key={at}>
              <button
                type="button"
                class="chip"
                aria-label={t('filter.remove', { text: mark.label })}
                onClick={() => setFurther({ annotations: marks.filter((other) => other !== mark) })}
              >
                {mark.label}, {date(mark.at)}
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {trends.annotations.map((mark) => (
        <AnswerTable
          key={`${mark.at} ${mark.label}`}
          caption={`${mark.label}, ${date(mark.at)}`}
          rows={mark.figures}
          head="answers.figure"
          name={({ brand, figure }) => `${t(`change.${figure}` as Key)}${brand === null ? '' : `: ${brand}`}`}
          columns={[
            { head: 'answers.before', cell: ({ figure, before }) => measured(figure, before.value) },
            { head: 'answers.after', cell: ({ figure, after }) => measured(figure, after.value) },
            { head: 'answers.change', cell: changed },
          ]}
        />
      ))}
      {trends.hours && <HeatMap mentions={trends.hours.mentions} negative={trends.hours.negativeShare} />}
      <How of="trends" />
    </>
  );
}
