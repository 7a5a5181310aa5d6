import styles from './ChoiceField.module.css';

interface ChoiceFieldProps<Value extends string> {
  /** Of the form's field. */
  name: string;
  label: string;
  options: readonly {
    readonly value: Value;
    readonly label: string;
    /** What it means, in a sentence. */
    readonly explanation?: string;
  }[];
  /** Chosen at first; without it nothing is, and something must be. */
  defaultValue?: Value;
}

/** One of a few things, all of them in view. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { name, label, options, defaultValue } = props;
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            value={option.value}
            defaultChecked={option.value === defaultValue}
            required
          />
          <span className={styles.words}>
            <span className={styles.label}>{option.label}</span>
            {option.explanation && <span className={styles.explanation}>{option.explanation}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
