// Phrases that set mentions apart, and those that come up or fade.
import type { Answers, FoundPhrase } from '../../engine/documents';
import { tenths } from '../../i18n/format';
import { t, type Key } from '../../i18n/text';
import { AnswerTable, Example, First, part } from './AnswerTable';
import { How } from './How';

export function Phrases({ caption, rows }: { caption: string; rows: FoundPhrase[] }) {
  return (
    <AnswerTable
      caption={caption}
      rows={rows}
      head="answers.phrase"
      name={({ text }) => text}
      filter={({ search }) => ({ search })}
      columns={[
        { head: 'answers.insideOutside', cell: ({ inside, outside }) => part(inside, outside) },
        { head: 'answers.z', cell: ({ z, clear }) => <span class={clear ? 'figure' : 'figure is-doubtful'}>{tenths(z)}</span> },
        { head: 'answers.example', cell: ({ examples }) => <Example of={examples?.[0]} /> },
      ]}
    />
  );
}

const contrastsAtFirst = 3;

export function Why({ phrases }: Answers) {
  if (!phrases) return null;
  const apart = phrases.apart.filter((found) => found.phrases.length > 0);
  const none = [...phrases.apart, phrases.emerging, phrases.fading].every((found) => !found?.phrases.length);
  const title = ({ of, name }: (typeof phrases.apart)[number]): string => {
    if (of === 'sentiment') return t('answers.apartSentiment', { name: t(`sentiment.${name}` as Key) });
    return of === 'brand' ? t('answers.apartBrand', { name: name ?? '' }) : t('answers.apart');
  };
  return (
    <>
      {phrases.looked < phrases.of && <p>{t('answers.sampled', { n: phrases.looked, of: phrases.of })}</p>}
      <First of={apart} count={contrastsAtFirst} n={apart.reduce((sum, contrast) => sum + contrast.phrases.length, 0)}>
        {(contrast) => <Phrases key={`${contrast.of} ${contrast.name ?? ''}`} caption={title(contrast)} rows={contrast.phrases} />}
      </First>
      <Phrases caption={t('answers.emerging')} rows={phrases.emerging?.phrases ?? []} />
      <Phrases caption={t('answers.fading')} rows={phrases.fading?.phrases ?? []} />
      {none ? <p class="empty">{t('answers.noPhrases')}</p> : <How of="phrases" />}
    </>
  );
}
