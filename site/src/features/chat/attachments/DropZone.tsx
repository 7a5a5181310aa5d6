import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useText } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import { attachmentsText } from './attachmentsText';
import styles from './DropZone.module.css';

interface DropZoneProps {
  /** False where nothing can be attached. */
  isOpen: boolean;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}

/** Takes the files that are dropped on it. */
export function DropZone({ isOpen, onFiles, children }: DropZoneProps) {
  const text = useText(attachmentsText);
  const [isOver, setIsOver] = useState(false);
  // Entering and leaving are told for each element within as well.
  const depth = useRef(0);

  const isWanted = ({ dataTransfer }: DragEvent) => isOpen && dataTransfer.types.includes('Files');
  const move = (event: DragEvent, step: number) => {
    if (!isWanted(event)) return;
    depth.current += step;
    setIsOver(depth.current > 0);
  };

  return (
    <div
      className={styles.zone}
      onDragEnter={(event) => move(event, 1)}
      onDragLeave={(event) => move(event, -1)}
      onDragOver={(event) => {
        if (isWanted(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!isWanted(event)) return;
        event.preventDefault();
        depth.current = 0;
        setIsOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && (
        <div className={styles.hint}>
          <Icon name="attach" size={32} />
          {text.drop}
        </div>
      )}
    </div>
  );
}
