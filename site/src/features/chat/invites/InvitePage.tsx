import { ApolloProvider } from '@apollo/client/react';
import { useParams } from 'wouter';
import { useChatServices } from '../../../apollo/chatServices';
import { useText } from '../../../app/locale';
import { useDocumentTitle } from '../../../ui/useDocumentTitle';
import { Invite } from './Invite';
import { inviteText } from './inviteText';

export default function InvitePage() {
  const { apollo } = useChatServices();
  const { code } = useParams<{ code: string }>();
  const text = useText(inviteText).page;
  useDocumentTitle(text.title);
  return (
    <ApolloProvider client={apollo}>
      <Invite code={code} />
    </ApolloProvider>
  );
}
