import { useState, type ReactNode } from 'react';
import type { RoomQuery } from '../../../apollo/generated/chat';
import { RoomPanel } from '../people/RoomPanel';
import styles from './RoomFrame.module.css';
import { HeaderTools } from './headerTools';
import { RoomHeader } from './RoomHeader';

interface RoomFrameProps {
  room: NonNullable<RoomQuery['room']>;
  /** The conversation, or what stands in its place. */
  children: ReactNode;
}

/** An open room: its header, what is said in it, and beside that who is in it. */
export function RoomFrame({ room, children }: RoomFrameProps) {
  const [isPanelOpen, setIsPanelOpen] = useState(false);
  const [tools, setTools] = useState<HTMLElement | null>(null);
  return (
    <div className={styles.frame}>
      <div className={styles.room}>
        <RoomHeader
          room={room}
          toolsRef={setTools}
          isPanelOpen={isPanelOpen}
          onTogglePanel={() => setIsPanelOpen(!isPanelOpen)}
        />
        <HeaderTools value={tools}>{children}</HeaderTools>
      </div>
      {isPanelOpen && <RoomPanel room={room} onClose={() => setIsPanelOpen(false)} />}
    </div>
  );
}
