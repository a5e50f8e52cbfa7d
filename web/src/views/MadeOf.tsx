// What the mentions of the filter are made of: the phrases that set them apart from the rest, and some of them quoted.
// Every bar and point of a chart filters, so this answers for all of them.
import { useSignal, useSignalEffect } from '@preact/signals';
import type { Answers, Filter } from '../engine/documents';
import { t } from '../i18n/text';
import { filter, giveUpOn, reading, selectionSize, selectionVersion, session } from '../state/analysis';
import { isEmptyFilter } from '../state/slices';
import { Quotes } from './answers/AnswerTable';
import { Phrases } from './answers/Why';

const quotesShown = 6;

export function MadeOf() {
  const open = useSignal(false);
  const said = useSignal<{ of: Filter; answers: Answers } | null>(null);
  useSignalEffect(() => {
    const asked = filter.value;
    void selectionVersion.value;
    const running = session();
    if (!open.value || reading.value || !running || isEmptyFilter(asked)) return;
    running.engine
      .sections(running.signal, ['phrases', 'quotes'], asked, null)
      .then((answers) => {
        if (asked === filter.peek()) said.value = { of: asked, answers };
      })
      .catch(giveUpOn);
  });
  if (isEmptyFilter(filter.value) || selectionSize.value === 0) return null;
  const { phrases, quotes } = said.value?.answers ?? {};
  const apart = phrases?.apart.find(({ of }) => of === 'selection')?.phrases ?? [];
  const quoted = quotes?.groups.filter(({ brand }) => brand === null).flatMap((group) => group.quotes) ?? [];
  return (
    <details
      class="answer made-of"
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>
        <h3>{t('madeOf.title')}</h3>
      </summary>
      {open.value && (
        <div class="answer-body" aria-busy={said.value?.of !== filter.value}>
          {!phrases && <p class="empty">{t('answers.working')}</p>}
          <Phrases caption={t('answers.apart')} rows={apart} />
          {phrases && apart.length === 0 && <p class="empty">{t('madeOf.noPhrases')}</p>}
          <Quotes of={quoted.slice(0, quotesShown)} />
        </div>
      )}
    </details>
  );
}
