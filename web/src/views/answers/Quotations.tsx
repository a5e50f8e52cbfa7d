// Mentions worth repeating.
import type { Answers } from '../../engine/documents';
import { count } from '../../i18n/format';
import { t } from '../../i18n/text';
import { Behind, Quotes } from './AnswerTable';

export function Quotations({ quotes }: Answers) {
  return (
    <>
      {quotes?.groups.map((group) => (
        <div key={`${group.brand ?? ''} ${group.sentiment}`}>
          <h4>
            <Behind filter={{ ...(group.brand !== null && { brand: group.brand }), sentiment: group.sentiment }}>
              {group.brand ?? t('sentiment.all')}, {t(`sentiment.${group.sentiment}`)} ({count(group.mentions)})
            </Behind>
          </h4>
          <Quotes of={group.quotes} />
        </div>
      ))}
    </>
  );
}
