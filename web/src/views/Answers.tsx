// What lies behind the figures: each question an analyst asks, unfolded on demand and answered by the core
// for the selection in force.
import type { ComponentChildren } from 'preact';
import type { Answers as Said } from '../engine/documents';
import { t, type Key } from '../i18n/text';
import { report } from '../state/analysis';
import { answering, answerKeys, answers, unfold, unfolded, type AnswerId } from '../state/answers';
import { Against } from './answers/Against';
import { Asked } from './answers/Asked';
import { Compare } from './answers/Compare';
import { Copies } from './answers/Copies';
import { People } from './answers/People';
import { Quotations } from './answers/Quotations';
import { Ratings } from './answers/Ratings';
import { Results } from './answers/Results';
import { Sentiments } from './answers/Sentiments';
import { Spikes } from './answers/Spikes';
import { Summary } from './answers/Summary';
import { Trends } from './answers/Trends';
import { Voice } from './answers/Voice';
import { Why } from './answers/Why';
import { Section } from './Section';

const views: Record<AnswerId, [title: Key, view: (said: Said) => ComponentChildren]> = {
  summary: ['answers.summary', Summary],
  sov: ['answers.sov', Voice],
  copies: ['answers.copiesTitle', Copies],
  sentiment: ['answers.sentiment', Sentiments],
  compare: ['answers.compare', Compare],
  phrases: ['answers.why', Why],
  questions: ['answers.asked', Asked],
  spikes: ['answers.spikesTitle', Spikes],
  trends: ['answers.trends', Trends],
  people: ['answers.people', People],
  ratings: ['answers.ratingsTitle', Ratings],
  results: ['answers.results', Results],
  quotes: ['answers.quotes', Quotations],
  against: ['answers.against', Against],
};

function Answer({ id }: { id: AnswerId }) {
  const [title, View] = views[id];
  const of = answerKeys[id];
  const open = of.every((name) => unfolded.value.has(name));
  const said = of.every((name) => answers.value[name] !== undefined);
  return (
    <details id={`answer-${id}`} class="answer" open={open} onToggle={(event) => unfold(of, event.currentTarget.open)}>
      <summary>
        <h3>{t(title)}</h3>
      </summary>
      {open && (
        <div class="answer-body" aria-busy={answering.value}>
          {said ? <View {...answers.value} /> : <p class="empty">{t('answers.working')}</p>}
        </div>
      )}
    </details>
  );
}

export function Answers() {
  if (!report.value) return null;
  return (
    <Section id="answers" title={t('answers.title')} lead={<p>{t('answers.lead')}</p>}>
      {(Object.keys(views) as AnswerId[]).map((id) => (
        <Answer key={id} id={id} />
      ))}
    </Section>
  );
}
