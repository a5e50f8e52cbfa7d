// Mentions worth repeating.
import type { Answers } from '../../engine/documents';
import { count } from '../../i18n/format';
import { t } from '../../i18n/text';
import { Behind, First, Quotes } from './AnswerTable';
import { How } from './How';

/** Of all mentions, by sentiment: three quotes each. */
const groupsAtFirst = 3;

export function Quotations({ quotes }: Answers) {
  const ofAll = new Map(quotes?.groups.filter(({ brand }) => brand === null).map((group) => [group.sentiment, group.mentions]));
  /** Where one brand is all that is spoken of, its quotes would be those of all again. */
  const groups = quotes?.groups.filter(
    ({ brand, sentiment, mentions, quotes: said }) =>
      said.length > 0 && (brand === null || mentions !== ofAll.get(sentiment)),
  );
  if (!groups?.length) return <p class="empty">{t('answers.noQuotes')}</p>;
  return (
    <>
      <First of={groups} count={groupsAtFirst} n={groups.reduce((sum, { quotes: said }) => sum + said.length, 0)}>
        {(group) => (
          <div key={`${group.brand ?? ''} ${group.sentiment}`}>
            <h4>
              <Behind filter={{ ...(group.brand !== null && { brand: group.brand }), sentiment: group.sentiment }}>
                {group.brand ?? t('sentiment.all')}, {t(`sentiment.${group.sentiment}`)} ({count(group.mentions)})
              </Behind>
            </h4>
            <Quotes of={group.quotes} />
          </div>
        )}
      </First>
      <How of="quotes" />
    </>
  );
}
