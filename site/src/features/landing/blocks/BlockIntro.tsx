import type { HeadingLevel } from '../BlockView';
import styles from './BlockIntro.module.css';
import { Heading } from './Heading';

interface BlockIntroProps {
  level: HeadingLevel;
  heading: string | null;
  text?: string | null;
}

export function BlockIntro({ level, heading, text }: BlockIntroProps) {
  return (
    <div className={styles.intro}>
      <Heading level={level} className={styles.heading}>
        {heading}
      </Heading>
      {text && <p className={styles.text}>{text}</p>}
    </div>
  );
}
