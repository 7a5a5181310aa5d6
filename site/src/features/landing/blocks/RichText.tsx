import { LexicalContent } from '../richText/LexicalContent';
import styles from './RichText.module.css';
import type { BlockOf } from './types';

export function RichText({ block }: { block: BlockOf<'RichTextBlock'> }) {
  return (
    <div className={styles.richText}>
      <LexicalContent content={block.richText} />
    </div>
  );
}
