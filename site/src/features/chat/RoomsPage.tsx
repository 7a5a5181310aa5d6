import { ApolloProvider } from '@apollo/client/react';
import { useParams } from 'wouter';
import { useChatServices } from '../../apollo/chatServices';
import { useText } from '../../app/locale';
import { Notice } from '../../ui/Notice';
import { useDocumentTitle, useUnreadInTitle } from '../../ui/useDocumentTitle';
import { chatText } from './chatText';
import { UnreadContext, useInbox } from './inbox/useInbox';
import { RoomView } from './room/RoomView';
import styles from './RoomsPage.module.css';
import { RoomList } from './rooms/RoomList';

/** The rooms, and the one that is open: side by side where there is space, else one at a time. */
export default function RoomsPage() {
  const { apollo } = useChatServices();
  const { slug } = useParams<{ slug?: string }>();
  const text = useText(chatText);
  const unread = useInbox(slug);
  useUnreadInTitle([...unread.values()].reduce((sum, { count }) => sum + count, 0));
  return (
    <ApolloProvider client={apollo}>
      <UnreadContext value={unread}>
        <div className={styles.page} data-open={slug !== undefined}>
          <aside className={styles.list} aria-label={text.rooms.title}>
            <RoomList currentSlug={slug} />
          </aside>
          <div className={styles.room}>
            {slug === undefined ? <NoRoomPicked /> : <RoomView key={slug} slug={slug} />}
          </div>
        </div>
      </UnreadContext>
    </ApolloProvider>
  );
}

function NoRoomPicked() {
  const text = useText(chatText);
  useDocumentTitle(text.rooms.title);
  return <Notice icon="chat" title={text.rooms.pick.title} text={text.rooms.pick.text} />;
}
