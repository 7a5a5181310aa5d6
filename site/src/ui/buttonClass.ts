import styles from './button.module.css';

type ButtonStyle = 'primary' | 'secondary' | 'quiet' | 'danger' | 'small' | 'round' | 'onColour';

/** The look of a button, for whatever element does the work: a button, a link, a label. */
export function buttonClass(...looks: readonly ButtonStyle[]): string {
  return [styles.button, ...looks.map((look) => styles[look])].join(' ');
}
