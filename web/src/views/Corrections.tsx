// The corrections in force, each with its way back.
import { t } from '../i18n/text';
import { corrections } from '../state/analysis';
import { correctedTexts, labelling, removeRule, removeTexts, removeWeights } from '../state/labelling';
import { Icon } from './Icon';
import { Proposals, sentenceOf } from './LabelEditor';

const shown = 50;

export const correctionsDetail = (): string => {
  const rules = corrections.value.phrases.length;
  const said = t('corrections.texts', { n: correctedTexts.value.length });
  return rules > 0 ? `${said} · ${t('corrections.rules', { n: rules })}` : said;
};

function Entry({ text, what, onRemove }: { text: string; what: string; onRemove: () => void }) {
  return (
    <li>
      <span>
        {text} <small>{what}</small>
      </span>
      <button
        type="button"
        class="button is-quiet is-icon"
        aria-label={t('corrections.remove', { text })}
        aria-disabled={labelling.value}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

export function Corrections() {
  const { phrases, weights } = corrections.value;
  const features = Object.keys(weights).length;
  const all = correctedTexts.value;
  const known = all.filter(({ text }) => text !== null).slice(-shown).reverse();
  const others = all.filter((entry) => !known.includes(entry));
  return (
    <div class="corrections">
      <p>{t('corrections.lead')}</p>
      <ul class="correction-list">
        {phrases.map((rule) => (
          <Entry
            key={rule.phrase}
            text={`“${rule.phrase}”`}
            what={sentenceOf(rule)}
            onRemove={() => void removeRule(rule.phrase)}
          />
        ))}
        {features > 0 && (
          <Entry
            text={t('corrections.weights')}
            what={t('corrections.features', { n: features })}
            onRemove={() => void removeWeights()}
          />
        )}
        {known.map(({ key, text, change }) => (
          <Entry
            key={key}
            text={text ?? key}
            what={sentenceOf(change)}
            onRemove={() => void removeTexts([key])}
          />
        ))}
        {others.length > 0 && (
          <Entry
            text={t('corrections.others', { n: others.length })}
            what=""
            onRemove={() => void removeTexts(others.map(({ key }) => key))}
          />
        )}
      </ul>
      <Proposals />
    </div>
  );
}
