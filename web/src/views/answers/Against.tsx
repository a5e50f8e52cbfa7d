// The selection beside another one.
import type { Answers } from '../../engine/documents';
import { count } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { filter } from '../../state/analysis';
import { against } from '../../state/answers';
import { isEmptyFilter } from '../../state/slices';
import { nameOfLanguage, nameOfTopic } from '../names';
import { AnswerTable } from './AnswerTable';
import { changed, measured } from './changes';
import { How } from './How';

export function Against({ against: said }: Answers) {
  return (
    <>
      <p>{t('answers.againstHow')}</p>
      <div class="row">
        <button type="button" class="button" disabled={isEmptyFilter(filter.value)} onClick={() => { against.value = filter.value; }}>
          {t('answers.keep')}
        </button>
        <button type="button" class="button is-quiet" disabled={against.value === null} onClick={() => { against.value = null; }}>
          {t('answers.forget')}
        </button>
      </div>
      {said && against.value && (
        <>
          <p>{t('answers.againstN', { n: said.mentions, other: count(said.against) })}</p>
          <AnswerTable
            caption={t('answers.against')}
            rows={said.figures}
            head="answers.figure"
            name={({ of, name, figure }) => `${t(`change.${figure}` as Key)}${name === null ? '' : `: ${of === 'topic' ? nameOfTopic(name) : of === 'intent' ? t(`intent.${name}` as Key) : of === 'language' ? nameOfLanguage(name) : name}`}`}
            columns={[
              { head: 'answers.here', cell: ({ figure, value }) => measured(figure, value.value) },
              { head: 'answers.there', cell: ({ figure, against: other }) => measured(figure, other.value) },
              { head: 'answers.change', cell: changed },
            ]}
          />
          <How of="against" />
        </>
      )}
    </>
  );
}
