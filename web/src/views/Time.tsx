// Share of voice and sentiment over time.
import { useMemo, useState } from 'preact/hooks';
import { SentimentKey } from '../charts/SentimentStack';
import { SentimentTimeline } from '../charts/SentimentTimeline';
import { ShareTimeline } from '../charts/ShareTimeline';
import type { Report, TimeUnit } from '../engine/documents';
import { t } from '../i18n/text';
import { coarsen, coarserUnits, readableUnit } from '../state/slices';
import { toneCount, tone } from '../state/tones';
import { Section } from './Section';

export function Time({ report }: { report: Report }) {
  const [brand, setBrand] = useState<string | null>(null);
  const [asShares, setAsShares] = useState(true);
  const [wanted, setWanted] = useState<TimeUnit | null>(null);
  const units = coarserUnits[report.timeline.unit];
  const unit = wanted && units.includes(wanted) ? wanted : readableUnit(report.timeline);
  const timeline = useMemo(() => coarsen(report.timeline, unit), [report.timeline, unit]);
  if (timeline.points.length === 0) return null;
  const unitSwitch = units.length > 1 && (
    <div class="switch" role="group" aria-label={t('timeline.by')}>
      {units.map((choice) => (
        <button key={choice} type="button" aria-pressed={choice === unit} onClick={() => setWanted(choice)}>
          {t(`timeline.unit.${choice}`)}
        </button>
      ))}
    </div>
  );
  const drawn = report.brands
    .filter(({ name, mentions }) => tone(name) > 0 && mentions > 0)
    .map(({ name }) => name);
  const more = report.brands.filter(({ mentions }) => mentions > 0).length - drawn.length;
  const chosen = report.brands.some(({ name }) => name === brand) ? brand : null;
  return (
    <Section
      id="time"
      title={t('timeline.title')}
      lead={
        <>
          <p>
            {t(`timeline.lead.${timeline.unit}`, { zone: report.settings.timeZone.replaceAll('_', ' ') })}
          </p>
          <p>{t('timeline.keys')}</p>
        </>
      }
      how={
        <>
          <p class="formula">{t('share.formula')}</p>
          <p>{t('timeline.how')}</p>
        </>
      }
    >
      {drawn.length > 0 && (
        <>
          <div class="chart-head">
            <h3>{t('timeline.shareTitle')}</h3>
            {unitSwitch}
          </div>
          <ShareTimeline timeline={timeline} brands={drawn} />
          {more > 0 && <p class="caption">{t('timeline.more', { n: more, shown: toneCount })}</p>}
        </>
      )}
      <div class="chart-head">
        <h3>{t('timeline.sentimentTitle')}</h3>
        {drawn.length === 0 && unitSwitch}
        <label class="field is-inline">
          <span>{t('timeline.whose')}</span>
          <select value={chosen ?? ''} onChange={(event) => setBrand(event.currentTarget.value || null)}>
            <option value="">{t('sentiment.all')}</option>
            {report.brands.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <div class="switch" role="group" aria-label={t('timeline.scale')}>
          <button type="button" aria-pressed={asShares} onClick={() => setAsShares(true)}>
            {t('timeline.shares')}
          </button>
          <button type="button" aria-pressed={!asShares} onClick={() => setAsShares(false)}>
            {t('timeline.counts')}
          </button>
        </div>
      </div>
      <SentimentKey />
      <SentimentTimeline timeline={timeline} brand={chosen} asShares={asShares} />
    </Section>
  );
}
