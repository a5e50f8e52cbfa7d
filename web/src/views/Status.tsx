// The headline: how much was read, of what, and how sure one can be; progress while reading goes on.
import { bytes, count, date, dateRange, percent } from '../i18n/format';
import { t } from '../i18n/text';
import { cancel, counts, reading, report, updating } from '../state/analysis';
import { cautions, nothingSaid, type Caution } from '../state/figures';
import { nameOfPlatform } from './names';
import { Recognised } from './Recognised';

function words(caution: Caution): string {
  if (caution.kind === 'short') return t('caution.short', { n: caution.days });
  if (caution.kind === 'lopsided') {
    return t('caution.lopsided', {
      platform: nameOfPlatform(caution.platform),
      share: percent(caution.share),
    });
  }
  return t('caution.undated', { n: caution.count });
}

function Progress() {
  const now = reading.value;
  if (!now) return null;
  const share = now.total > 0 ? Math.min(1, now.bytes / now.total) : 0;
  const text =
    now.name === null
      ? t('status.preparing')
      : now.stopping
        ? t('status.stopping')
        : t('status.progress', {
            name: now.name,
            done: bytes(now.bytes),
            total: bytes(now.total),
            n: now.mentions,
          });
  return (
    <div class="progress">
      <div
        class="progress-bar"
        role="progressbar"
        aria-label={t('status.reading')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={text}
      >
        <i style={{ transform: `scaleX(${share})` }} />
      </div>
      <p>{text}</p>
      <button type="button" class="button" disabled={now.stopping} onClick={cancel}>
        {t('action.cancel')}
      </button>
    </div>
  );
}

export function Status() {
  const figures = report.value;
  const total = figures?.totals.mentions ?? counts.value?.mentions ?? 0;
  const { from, to } = figures?.period ?? { from: null, to: null };
  const cut = figures?.inputs.filter((input) => input.cancelled) ?? [];
  return (
    <div class="status">
      <h1 id="status-heading">
        {figures
          ? nothingSaid(figures) && figures.polls.length > 0
            ? t('recognised.polls', { n: figures.polls.length })
            : t(figures.filter !== null ? 'status.filtered' : 'status.mentions', { n: total })
          : t('status.reading')}
      </h1>
      <Progress />
      <Recognised />
      {figures && (
        <>
          <dl class="facts">
            {from !== null && to !== null && (
              <div>
                <dt>{t('fact.period')}</dt>
                <dd>{from.slice(0, 10) === to.slice(0, 10) ? date(from) : dateRange(from, to)}</dd>
              </div>
            )}
            {total > 0 && (
              <div>
                <dt>{t('fact.branded')}</dt>
                <dd>
                  {count(figures.totals.branded)}
                  <small> {percent(figures.totals.branded / total)}</small>
                </dd>
              </div>
            )}
            {figures.totals.authors !== null && (
              <div>
                <dt>{t('fact.authors')}</dt>
                <dd>{count(figures.totals.authors)}</dd>
              </div>
            )}
            {figures.totals.engagement !== null && (
              <div>
                <dt title={t('fact.engagementHow')}>{t('fact.engagement')}</dt>
                <dd>{count(figures.totals.engagement)}</dd>
              </div>
            )}
            {figures.totals.reach !== null && (
              <div>
                <dt title={t('fact.reachHow')}>{t('fact.reach')}</dt>
                <dd>{count(figures.totals.reach)}</dd>
              </div>
            )}
          </dl>
          {cut.length > 0 && (
            <p class="caution">{t('caution.cut', { names: cut.map((input) => input.name).join(', ') })}</p>
          )}
          {!reading.value &&
            cautions(figures).map((caution) => (
              <p key={caution.kind} class="caution">
                {words(caution)}
              </p>
            ))}
        </>
      )}
      <p class="updating" aria-hidden="true">
        {updating.value && !reading.value ? t('status.updating') : ''}
      </p>
    </div>
  );
}
