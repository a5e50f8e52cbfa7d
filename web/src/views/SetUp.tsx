// The set-up of an analysis: inputs, brands, time zone and downloads, each behind its button.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t, type Key } from '../i18n/text';
import { isCorrecting } from '../state/labelling';
import { brandList, inputs, reading, report, setTimeZone, timeZone } from '../state/analysis';
import { Brands } from './Brands';
import { Corrections, correctionsDetail } from './Corrections';
import { Downloads } from './Downloads';
import { Inputs } from './Inputs';
import { zoneOptions } from './names';

type Panel = 'inputs' | 'brands' | 'corrections' | 'downloads';

const opened = signal<Panel | null>(null);

export function openPanel(panel: Panel): void {
  opened.value = panel;
  requestAnimationFrame(() => {
    document.getElementById(`panel-${panel}`)?.scrollIntoView({ block: 'nearest' });
    document.getElementById(`tab-${panel}`)?.focus();
  });
}

function Tab({
  panel,
  title,
  detail,
  alarm = false,
}: {
  panel: Panel;
  title: Key;
  detail: string;
  alarm?: boolean;
}) {
  const isOpen = opened.value === panel;
  return (
    <button
      type="button"
      id={`tab-${panel}`}
      class="tab"
      aria-expanded={isOpen}
      aria-controls={isOpen ? `panel-${panel}` : undefined}
      onClick={() => {
        opened.value = isOpen ? null : panel;
      }}
    >
      <b>{t(title)}</b>
      <small class={alarm ? 'is-alarm' : ''}>{detail}</small>
    </button>
  );
}

function inputsDetail(): string {
  const bad = inputs.value.filter((input) => input.error).length;
  const rejected = inputs.value.reduce((sum, input) => sum + input.counts.rejected, 0);
  const read = t('inputs.count', { n: inputs.value.length });
  if (bad > 0) return `${read} · ${t('inputs.failed', { n: bad })}`;
  return rejected > 0 ? `${read} · ${t('inputs.rejectedCount', { n: rejected })}` : read;
}

export function SetUp() {
  const list = brandList.value;
  const zone = timeZone.value;
  const panel = opened.value;
  const failed = inputs.value.filter((input) => input.error !== null).length;
  useEffect(
    () => () => {
      opened.value = null;
    },
    [],
  );
  return (
    <section class="setup" aria-label={t('setup.title')}>
      <div class="tabs">
        <Tab panel="inputs" title="inputs.title" detail={inputsDetail()} alarm={failed > 0} />
        <Tab
          panel="brands"
          title="brands.title"
          detail={
            list && list.brands.length > 0
              ? t(`brands.short.${list.source}`, { n: list.brands.length })
              : t('brands.none')
          }
        />
        {isCorrecting.value && (
          <Tab panel="corrections" title="corrections.title" detail={correctionsDetail()} />
        )}
        <Tab
          panel="downloads"
          title="downloads.title"
          detail={reading.value || !report.value ? t('downloads.wait') : t('downloads.detail')}
        />
        <label class="tab is-field">
          <b>{t('zone.title')}</b>
          <select value={zone} onChange={(event) => setTimeZone(event.currentTarget.value)}>
            {zoneOptions(zone).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      </div>
      {panel && (
        <div class="panel" id={`panel-${panel}`} role="region" aria-labelledby={`tab-${panel}`}>
          <h2 class="unseen">{t(`${panel}.title`)}</h2>
          {panel === 'inputs' && <Inputs />}
          {panel === 'brands' && <Brands />}
          {panel === 'corrections' && <Corrections />}
          {panel === 'downloads' && <Downloads />}
        </div>
      )}
    </section>
  );
}
