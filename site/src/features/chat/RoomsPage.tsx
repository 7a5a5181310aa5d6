import { ApolloProvider } from '@apollo/client/react';
import { useParams } from 'wouter';
import { useChatServices } from '../../apollo/chatServices';
import { useText } from '../../app/locale';
import { Notice } from '../../ui/Notice';
import { useDocumentTitle } from '../../ui/useDocumentTitle';
import { chatText } from './chatText';
import { RoomView } from './room/RoomView';
import styles from './RoomsPage.module.css';
import { RoomList } from './rooms/RoomList';

/** The rooms, and the one that is open: side by side where there is space, else one at a time. */
export default function RoomsPage() {
  const { apollo } = useChatServices();
  const { slug } = useParams<{ slug?: string }>();
  const text = useText(chatText);
  return (
    <ApolloProvider client={apollo}>
      <div className={styles.page} data-open={slug !== undefined}>
        <aside className={styles.list} aria-label={text.rooms.title}>
          <RoomList currentSlug={slug} />
        </aside>
        <div className={styles.room}>
          {slug === undefined ? <NoRoomPicked /> : <RoomView key={slug} slug={slug} />}
        </div>
      </div>
    </ApolloProvider>
  );
}

function NoRoomPicked() {
  const text = useText(chatText);
  useDocumentTitle(text.rooms.title);
  return <Notice icon="chat" title={text.rooms.pick.title} text={text.rooms.pick.text} />;
}
