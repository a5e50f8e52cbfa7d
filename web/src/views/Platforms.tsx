// Where people speak: platforms by brand, and languages.
import { useState } from 'preact/hooks';
import { SentimentStack } from '../charts/SentimentStack';
import type { Report } from '../engine/documents';
import { count, percent, wholePercent } from '../i18n/format';
import { t } from '../i18n/text';
import { isPicked, pick } from '../state/analysis';
import { sum } from '../state/figures';
import { tone } from '../state/tones';
import { BrandName } from './BrandName';
import { nameOfLanguage, nameOfPlatform } from './names';
import { Section } from './Section';

const shownAtFirst = 10;
const languagesAtFirst = 6;
const brandColumns = 8;

export function Platforms({ report }: { report: Report }) {
  const [allPlatforms, setAllPlatforms] = useState(false);
  const [allLanguages, setAllLanguages] = useState(false);
  const brands = report.brands.filter(({ mentions }) => mentions > 0).slice(0, brandColumns);
  const platforms = allPlatforms ? report.platforms : report.platforms.slice(0, shownAtFirst);
  const languages = allLanguages ? report.languages : report.languages.slice(0, languagesAtFirst);
  const total = report.totals.mentions;
  return (
    <Section
      id="where"
      title={t('where.title')}
      lead={<p>{t('where.lead')}</p>}
      how={
        <>
          <p class="formula">{t('share.formula')}</p>
          <p>{t('where.how')}</p>
        </>
      }
    >
      <h3 id="platforms-heading">{t('where.platforms')}</h3>
      <div class="scroll-x" role="region" aria-labelledby="platforms-heading" tabIndex={0}>
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">{t('column.platform')}</th>
              <th scope="col" class="number">
                {t('where.all')}
              </th>
              {brands.map(({ name }) => (
                <th key={name} scope="col">
                  <BrandName name={name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {platforms.map((platform) => {
              const voiced = sum(Object.values(platform.brands));
              const title = nameOfPlatform(platform.name);
              const key = platform.name ?? '';
              return (
                <tr key={key}>
                  <th scope="row">{title}</th>
                  <td class="number">
                    <button
                      type="button"
                      class="cell"
                      aria-pressed={isPicked({ platform: key })}
                      aria-label={`${title}: ${t('count.mentions', { n: platform.mentions })}`}
                      onClick={() => pick({ platform: key })}
                    >
                      {count(platform.mentions)}
                    </button>
                  </td>
                  {brands.map(({ name }) => {
                    const n = platform.brands[name] ?? 0;
                    const share = voiced > 0 ? n / voiced : 0;
                    const filter = { platform: key, brand: name };
                    return (
                      <td key={name}>
                        {n > 0 ? (
                          <button
                            type="button"
                            class="cell"
                            aria-pressed={isPicked(filter)}
                            aria-label={`${wholePercent(share)}, ${count(n)}. ${t('where.cell', {
                              platform: title,
                              name,
                              n,
                              total: voiced,
                            })}`}
                            onClick={() => pick(filter)}
                          >
                            <span>
                              {wholePercent(share)} <small>{count(n)}</small>
                            </span>
                            <i class="cell-track" aria-hidden="true">
                              <i class={`tone-${tone(name)}`} style={{ width: `${share * 100}%` }} />
                            </i>
                          </button>
                        ) : (
                          <span class="none">0</span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {report.otherPlatforms.platforms > 0 && (
        <p class="caption">
          {t('where.others', {
            n: report.otherPlatforms.platforms,
            mentions: report.otherPlatforms.mentions,
          })}
        </p>
      )}
      {report.platforms.length > shownAtFirst && (
        <button
          type="button"
          class="button is-quiet"
          aria-expanded={allPlatforms}
          onClick={() => setAllPlatforms(!allPlatforms)}
        >
          {allPlatforms ? t('action.showFewer') : t('action.showAll', { n: report.platforms.length })}
        </button>
      )}

      <h3>{t('where.languages')}</h3>
      <ol class="languages">
        {languages.map(({ code, mentions, sentiment }) => {
          const name = nameOfLanguage(code);
          return (
            <li key={code}>
              <button
                type="button"
                class="language"
                aria-pressed={isPicked({ language: code })}
                aria-label={`${name}, ${count(mentions)}, ${percent(mentions / (total || 1))}. ${t('where.languageLabel')}`}
                onClick={() => pick({ language: code })}
              >
                <span>{name}</span> <b>{count(mentions)}</b> <small>{percent(mentions / (total || 1))}</small>
              </button>
              <SentimentStack
                slim
                subject={name}
                counts={sentiment}
                isPressed={(label) => isPicked({ language: code, sentiment: label })}
                onPick={(label) => pick({ language: code, sentiment: label })}
              />
            </li>
          );
        })}
      </ol>
      {report.languages.length > languagesAtFirst && (
        <button
          type="button"
          class="button is-quiet"
          aria-expanded={allLanguages}
          onClick={() => setAllLanguages(!allLanguages)}
        >
          {allLanguages ? t('action.showFewer') : t('action.showAll', { n: report.languages.length })}
        </button>
      )}
    </Section>
  );
}
