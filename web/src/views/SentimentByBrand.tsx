// Sentiment of all mentions and per brand, with both net sentiments.
import { useState } from 'preact/hooks';
import { SentimentKey, SentimentStack } from '../charts/SentimentStack';
import type { BrandFigures, Estimate, Filter, Report } from '../engine/documents';
import { pointRange, points } from '../i18n/format';
import { t } from '../i18n/text';
import { isPicked, pick } from '../state/analysis';
import { allCount, isTelling, polarCount, ratedCount } from '../state/figures';
import { BrandName } from './BrandName';
import { Section } from './Section';

const shownAtFirst = 12;

function Net({ title, estimate, n }: { title: string; estimate: Estimate | null; n: number }) {
  const doubtful = estimate !== null && !isTelling(estimate, n);
  return (
    <div class={`net${doubtful ? ' is-doubtful' : ''}`}>
      <dt>{title}</dt>
      {estimate ? (
        <dd>
          <b>{points(estimate.value)}</b>
          <small>{pointRange(estimate.low, estimate.high)}</small>
          <small>{t('count.n', { n })}</small>
          {doubtful && <small class="doubt">{t('doubt.few')}</small>}
        </dd>
      ) : (
        <dd>
          <b>–</b>
          <small>{t('sentiment.noNet')}</small>
        </dd>
      )}
    </div>
  );
}

function Row({ brand }: { brand: BrandFigures }) {
  const { name, sentiment, netSentiment } = brand;
  const filterOf = (label: keyof typeof sentiment): Filter => ({ brand: name, sentiment: label });
  return (
    <li class="mood-row">
      <div class="mood-name">
        <span class="bar-title">
          <BrandName name={name} />
        </span>
        <small>{t('count.mentions', { n: brand.mentions })}</small>
      </div>
      <SentimentStack
        subject={name}
        counts={sentiment}
        isPressed={(label) => isPicked(filterOf(label))}
        onPick={(label) => pick(filterOf(label))}
      />
      <dl class="nets">
        <Net title={t('net.polar')} estimate={netSentiment.polar} n={polarCount(sentiment)} />
        <Net title={t('net.total')} estimate={netSentiment.total} n={ratedCount(sentiment)} />
      </dl>
    </li>
  );
}

export function SentimentByBrand({ report }: { report: Report }) {
  const [all, setAll] = useState(false);
  const { sentiment } = report.totals;
  const brands = report.brands.filter((brand) => allCount(brand.sentiment) > 0);
  return (
    <Section
      id="sentiment"
      title={t('sentiment.title')}
      lead={
        <>
          <p>{t('sentiment.lead')}</p>
          <p>{t('sentiment.unratedHow')}</p>
        </>
      }
      how={
        <>
          <p class="formula">{t('net.polarFormula')}</p>
          <p class="formula">{t('net.totalFormula')}</p>
          <p>{t('net.how')}</p>
          <p>{t('doubt.how')}</p>
        </>
      }
    >
      <SentimentKey />
      <ol class="moods">
        <li class="mood-row is-total">
          <div class="mood-name">
            <span class="bar-title">{t('sentiment.all')}</span>
            <small>{t('count.mentions', { n: report.totals.mentions })}</small>
          </div>
          <SentimentStack
            subject={t('sentiment.all')}
            counts={sentiment}
            isPressed={(label) => isPicked({ sentiment: label })}
            onPick={(label) => pick({ sentiment: label })}
          />
          {brands.length > 0 && (
            <div class="nets is-head" aria-hidden="true">
              <span>{t('net.polar')}</span>
              <span>{t('net.total')}</span>
            </div>
          )}
        </li>
        {(all ? brands : brands.slice(0, shownAtFirst)).map((brand) => (
          <Row key={brand.name} brand={brand} />
        ))}
      </ol>
      {brands.length > shownAtFirst && (
        <button type="button" class="button is-quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('action.showFewer') : t('action.showAllBrands', { n: brands.length })}
        </button>
      )}
    </Section>
  );
}
