import type { HeadingLevel } from '../BlockView';
import { Actions } from './Actions';
import { Heading } from './Heading';
import styles from './Hero.module.css';
import { HeroDrawing } from './HeroDrawing';
import { Picture } from './Picture';
import type { BlockOf } from './types';

export function Hero({ block, level }: { block: BlockOf<'HeroBlock'>; level: HeadingLevel }) {
  return (
    <div className={styles.hero}>
      <div className={styles.words}>
        {block.eyebrow && <p className={styles.eyebrow}>{block.eyebrow}</p>}
        <Heading level={level} className={styles.heading}>
          {block.heading}
        </Heading>
        {block.text && <p className={styles.text}>{block.text}</p>}
        <Actions actions={block.actions} />
      </div>
      {block.image ? (
        <div className={styles.image}>
          <Picture
            picture={block.image}
            sizes="(width < 60rem) 100vw, 36rem"
            isFirst={level === 1}
          />
        </div>
      ) : (
        <HeroDrawing />
      )}
    </div>
  );
}
