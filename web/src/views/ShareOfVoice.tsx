// Share of voice per brand.
import { useState } from 'preact/hooks';
import { IntervalBars } from '../charts/IntervalBars';
import type { Report } from '../engine/documents';
import { percent, percentRange } from '../i18n/format';
import { t } from '../i18n/text';
import { isPicked, pick } from '../state/analysis';
import { brandMentions, isTelling } from '../state/figures';
import { tone } from '../state/tones';
import { BrandName, isOwn } from './BrandName';
import { Section } from './Section';
import { openPanel } from './SetUp';
import { BrandSourceLine } from './BrandSourceLine';

const shownAtFirst = 12;

export function ShareOfVoice({ report }: { report: Report }) {
  const [all, setAll] = useState(false);
  const total = brandMentions(report);
  const brands = all ? report.brands : report.brands.slice(0, shownAtFirst);
  const bars = brands.flatMap(({ name, mentions, share }) => {
    if (!share) return [];
    const doubt = isTelling(share, total) ? '' : t('doubt.few');
    const figure = percent(share.value);
    const range = percentRange(share.low, share.high);
    const under = t('count.mentions', { n: mentions });
    // Begins with what is seen, so that it can be said to a voice control.
    const seen = [
      name,
      ...(isOwn(name) ? [t('brands.own')] : []),
      under,
      figure,
      range,
      ...(doubt ? [doubt] : []),
    ];
    return {
      key: name,
      tone: tone(name),
      name: <BrandName name={name} />,
      under,
      estimate: share,
      figure,
      range,
      doubt,
      label: `${seen.join(', ')}. ${t('share.label', { n: mentions, total })}`,
      pressed: isPicked({ brand: name }),
      onPick: () => pick({ brand: name }),
    };
  });
  return (
    <Section
      id="share"
      title={t('share.title')}
      lead={
        <>
          <p>{t('share.lead', { n: total })}</p>
          <BrandSourceLine />
        </>
      }
      how={
        <>
          <p class="formula">{t('share.formula')}</p>
          <p>{t('share.how')}</p>
          <p>{t('share.interval')}</p>
          <p>{t('doubt.how')}</p>
        </>
      }
    >
      {bars.length > 0 ? <IntervalBars bars={bars} /> : (
        <div class="empty">
          <p>{t('share.none')}</p>
          <button type="button" class="button" onClick={() => openPanel('brands')}>
            {t('share.toBrands')}
          </button>
        </div>
      )}
      {report.brands.length > shownAtFirst && (
        <button type="button" class="button is-quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('action.showFewer') : t('action.showAllBrands', { n: report.brands.length })}
        </button>
      )}
    </Section>
  );
}
