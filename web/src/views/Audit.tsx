// How right the sentiment is: against that of the export, and against the person's own labels of a sample.
import type { Agreement as AgreementFigures, AuditFigures, Estimate, Report } from '../engine/documents';
import { decimal, decimalRange, percent, percentRange } from '../i18n/format';
import { t } from '../i18n/text';
import { audit, breakdown, noLabels, reading, setAudit } from '../state/analysis';
import { startAudit } from '../state/audit';
import { isTelling, smallestSample } from '../state/figures';
import { LabelTable, ratedLabels } from './LabelTable';
import { Section } from './Section';

const sizes = [50, 100, 200, 400];

function Kappa({ kappa }: { kappa: Estimate | null }) {
  if (!kappa) return null;
  return (
    <p>
      {t('kappa.sentence', { value: decimal(kappa.value), range: decimalRange(kappa.low, kappa.high) })}
    </p>
  );
}

function Agreement({ figures }: { figures: AgreementFigures }) {
  const { n, observed, kappa, unrated, table } = figures;
  return (
    <div class="audit-part" id="agreement">
      <h3>{t('agreement.title')}</h3>
      {observed ? (
        <>
          <p>
            {t('agreement.sentence', {
              n,
              share: percent(observed.value),
              range: percentRange(observed.low, observed.high),
            })}
            {n < smallestSample && <small class="doubt"> {t('doubt.few')}</small>}
          </p>
          <Kappa kappa={kappa} />
          <LabelTable caption={t('agreement.table')} rows={t('agreement.rows')} counts={table} />
        </>
      ) : (
        <p class="empty">{t('agreement.none')}</p>
      )}
      {unrated > 0 && (
        <p>
          <small>{t('agreement.unrated', { n: unrated })}</small>
        </p>
      )}
    </div>
  );
}

function Cell({ estimate, n }: { estimate: Estimate | null; n: number }) {
  if (!estimate) return <td>–</td>;
  return (
    <td class={isTelling(estimate, n) ? '' : 'is-doubtful'}>
      <b>{percent(estimate.value)}</b> <small>{percentRange(estimate.low, estimate.high)}</small>
    </td>
  );
}

function Figures({ figures }: { figures: AuditFigures }) {
  const { n, accuracy, kappa, table, classes, counted, corrected, uncorrected } = figures;
  if (!accuracy) return null;
  const sum = (cells: number[]) => cells.reduce((all, cell) => all + cell, 0);
  return (
    <>
      <p>
        {t('audit.sentence', {
          n,
          share: percent(accuracy.value),
          range: percentRange(accuracy.low, accuracy.high),
        })}
        {n < smallestSample && <small class="doubt"> {t('doubt.few')}</small>}
      </p>
      <Kappa kappa={kappa} />
      {figures.unclear > 0 && <p>{t('audit.unclearCount', { n: figures.unclear })}</p>}
      {figures.stratified && <p>{t('audit.weighted')}</p>}
      <LabelTable caption={t('audit.table')} rows={t('audit.rows')} counts={table} />
      <table class="label-table">
        <caption>{t('audit.perLabel')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.sentiment')}</th>
            <th scope="col">{t('audit.precision')}</th>
            <th scope="col">{t('audit.recall')}</th>
            <th scope="col">F1</th>
          </tr>
        </thead>
        <tbody>
          {ratedLabels.map((label) => {
            const truth = sum(ratedLabels.map((ours) => table[label][ours]));
            const ours = sum(ratedLabels.map((by) => table[by][label]));
            const { precision, recall, f1 } = classes[label];
            return (
              <tr key={label}>
                <th scope="row">{t(`sentiment.${label}`)}</th>
                <Cell estimate={precision} n={ours} />
                <Cell estimate={recall} n={truth} />
                <Cell estimate={f1} n={truth + ours - table[label][label]} />
              </tr>
            );
          })}
        </tbody>
      </table>
      {corrected ? (
        <table class="label-table" id="corrected">
          <caption>{t('audit.correctedTitle')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('column.sentiment')}</th>
              <th scope="col">{t('audit.counted')}</th>
              <th scope="col">{t('audit.corrected')}</th>
            </tr>
          </thead>
          <tbody>
            {ratedLabels.map((label) => (
              <tr key={label}>
                <th scope="row">{t(`sentiment.${label}`)}</th>
                <td>{percent(counted[label])}</td>
                <Cell estimate={corrected[label]} n={n} />
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        uncorrected && <p class="empty">{t(`audit.uncorrected.${uncorrected}`)}</p>
      )}
    </>
  );
}

function startText(figures: AuditFigures | null): string {
  const labelled = figures ? figures.n + figures.unclear : 0;
  if (!figures || labelled === 0) return t('audit.start');
  if (labelled >= figures.sampled) return t('audit.again');
  return t('audit.goOn', { at: labelled, n: figures.sampled });
}

export function Audit({ report }: { report: Report }) {
  const settings = audit.value ?? noLabels;
  const off = reading.value !== null || breakdown.value !== null;
  return (
    <Section
      id="audit"
      title={t('audit.title')}
      lead={<p>{t('audit.lead')}</p>}
      how={
        <>
          <p class="formula">{t('audit.kappaFormula')}</p>
          <p>{t('audit.classesHow')}</p>
          <p class="formula">{t('audit.correctedFormula')}</p>
          <p>{t('audit.how')}</p>
        </>
      }
    >
      {report.agreement && <Agreement figures={report.agreement} />}
      <div class="audit-part">
        <h3>{t('audit.check')}</h3>
        <p>{t('audit.what')}</p>
        <div class="audit-start">
          <label class="field is-inline">
            <span>{t('audit.size')}</span>
            <select
              value={settings.size}
              disabled={off}
              onChange={(event) => setAudit({ ...settings, size: Number(event.currentTarget.value) })}
            >
              {[...new Set([...sizes, settings.size])].map((size) => (
                <option key={size} value={size}>
                  {size}
                </option>
              ))}
            </select>
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={settings.stratified}
              disabled={off}
              onChange={(event) => setAudit({ ...settings, stratified: event.currentTarget.checked })}
            />
            <span>{t('audit.stratified')}</span>
          </label>
          <button type="button" class="button" disabled={off} onClick={() => void startAudit()}>
            {startText(report.audit)}
          </button>
        </div>
        <p>
          <small>{t('audit.keep')}</small>
        </p>
        {report.audit && <Figures figures={report.audit} />}
      </div>
    </Section>
  );
}
