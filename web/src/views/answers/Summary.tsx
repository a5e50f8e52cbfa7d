// What stands first: the summary's sentences, each with the way to its figure, and whether the sample is enough.
import type { Answers } from '../../engine/documents';
import { percent } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { report } from '../../state/analysis';
import { cautions } from '../../state/figures';
import { answerKeys, unfold, type AnswerId } from '../../state/answers';

/** The place of the page that shows a figure of the report. */
function anchorOf(figure: string): string {
  const of = figure.split('/')[1] ?? '';
  const places: Record<string, string> = {
    totals: 'status-heading', brands: 'share', sov: 'answer-sov', sentiment: 'answer-sentiment', topics: 'answer-sentiment',
    compare: 'answer-compare', platforms: 'where', adequacy: 'answer-summary', clusters: 'answer-copies',
  };
  return `#${places[of] ?? 'answers'}`;
}

/** Opens the answer that a link leads to. */
function unfoldAt(anchor: string): void {
  const id = anchor.slice('#answer-'.length);
  if (id in answerKeys) unfold(answerKeys[id as AnswerId], true);
}

/** What the headline says already of the same mentions. */
function saidAbove(): Set<string> {
  const codes = { short: 'shortPeriod', lopsided: 'oneSource', undated: 'undated' } as const;
  return new Set(report.value ? cautions(report.value).map(({ kind }) => codes[kind]) : []);
}

export function Summary({ summary, adequacy }: Answers) {
  const said = saidAbove();
  return (
    <>
      <ul class="sentences">
        {summary?.sentences.map(({ text, figure }) => (
          <li key={figure}>
            <a href={anchorOf(figure)} onClick={() => unfoldAt(anchorOf(figure))}>
              {text}
            </a>
          </li>
        ))}
      </ul>
      {adequacy?.warnings.filter(({ code }) => !said.has(code)).map(({ code, of, measured }) => (
        <p class="caution" key={`${code} ${of ?? ''}`}>
          {t(`adequacy.${code}` as Key, {
            of: of ?? '',
            n: Math.round(measured),
            share: percent(measured),
          })}
        </p>
      ))}
    </>
  );
}
