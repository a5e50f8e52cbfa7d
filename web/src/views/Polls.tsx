// Questions with choices: the polls of platforms and the closed questions of surveys.
import { useState } from 'preact/hooks';
import { OptionBars } from '../charts/OptionBars';
import type { Poll, Report } from '../engine/documents';
import { percent, percentRange } from '../i18n/format';
import { t } from '../i18n/text';
import { isTelling } from '../state/figures';
import { Section } from './Section';

const shownAtFirst = 4;

function Question({ poll }: { poll: Poll }) {
  const options = [...poll.options].sort((a, b) => b.votes - a.votes);
  const bars = options.flatMap(({ label, votes, share }) =>
    share
      ? [
          {
            key: label,
            name: label,
            under: t('polls.votes', { n: votes }),
            estimate: share,
            figure: percent(share.value),
            range: percentRange(share.low, share.high),
            doubt: isTelling(share, poll.votes) ? '' : t('doubt.few'),
          },
        ]
      : [],
  );
  return (
    <article class="poll">
      <h3>{poll.question ?? t('polls.unnamed')}</h3>
      <p class="poll-source">
        {t('polls.asked', { n: poll.votes, file: poll.file })}
      </p>
      {bars.length > 0 ? <OptionBars bars={bars} /> : <p class="empty">{t('polls.none')}</p>}
    </article>
  );
}

export function Polls({ report }: { report: Report }) {
  const [all, setAll] = useState(false);
  const polls = all ? report.polls : report.polls.slice(0, shownAtFirst);
  return (
    <Section
      id="polls"
      title={t('polls.title')}
      lead={<p>{t('polls.lead', { n: report.polls.length })}</p>}
      how={
        <>
          <p class="formula">{t('polls.formula')}</p>
          <p>{t('polls.how')}</p>
        </>
      }
    >
      {polls.map((poll) => (
        <Question key={`${poll.file} ${poll.row} ${poll.question ?? ''}`} poll={poll} />
      ))}
      {report.polls.length > shownAtFirst && (
        <button type="button" class="button is-quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('action.showFewer') : t('polls.showAll', { n: report.polls.length })}
        </button>
      )}
    </Section>
  );
}
