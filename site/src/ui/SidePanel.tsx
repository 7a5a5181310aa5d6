import { useId, useSyncExternalStore, type ReactNode } from 'react';
import { useText } from '../app/locale';
import { shellText } from '../app/shellText';
import { buttonClass } from './buttonClass';
import { Icon } from './Icon';
import { ModalDialog } from './ModalDialog';
import styles from './SidePanel.module.css';

interface SidePanelProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** Stands beside what it is about; where there is no room for it, a sheet that comes from below. */
export function SidePanel(props: SidePanelProps) {
  return useIsWide() ? <Column {...props} /> : <Sheet {...props} />;
}

function Column({ title, onClose, children }: SidePanelProps) {
  const titleId = useId();
  return (
    <aside className={styles.column} aria-labelledby={titleId}>
      <Top titleId={titleId} title={title} onClose={onClose} />
      {children}
    </aside>
  );
}

function Sheet({ title, onClose, children }: SidePanelProps) {
  const titleId = useId();

  return (
    <ModalDialog className={styles.sheet} aria-labelledby={titleId} onClose={onClose}>
      <div className={styles.content}>
        <Top titleId={titleId} title={title} onClose={onClose} />
        {children}
      </div>
    </ModalDialog>
  );
}

function Top({ titleId, title, onClose }: { titleId: string; title: string; onClose: () => void }) {
  const text = useText(shellText);
  return (
    <div className={styles.top}>
      <h2 id={titleId}>{title}</h2>
      <button
        type="button"
        className={buttonClass('quiet', 'round')}
        aria-label={text.close}
        onClick={onClose}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

const wideQuery = '(width >= 75rem)';

function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(wideQuery);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia(wideQuery).matches,
  );
}
