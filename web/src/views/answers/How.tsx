// How the figures of an answer are counted, on demand.
import { t, type Key } from '../../i18n/text';

interface Props {
  of: Key extends infer Name ? (Name extends `formula.${infer Answer}` ? Answer : never) : never;
  /** Formulas that stand elsewhere, too. */
  formulas?: readonly Key[];
}

export function How({ of, formulas = [] }: Props) {
  return (
    <details class="how">
      <summary>{t('how.title')}</summary>
      <div>
        {formulas.map((key) => (
          <p key={key} class="formula">
            {t(key)}
          </p>
        ))}
        <p>{t(`formula.${of}`)}</p>
      </div>
    </details>
  );
}
