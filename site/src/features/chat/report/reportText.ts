import type { ReportReason } from '../../../apollo/generated/chat';
import type { Texts } from '../../../app/locale';

const reasonsEn: Record<ReportReason, string> = {
  SPAM: 'Spam or advertising',
  HARASSMENT: 'Insults or harassment',
  SEXUAL_CONTENT: 'Sexual content',
  HATE: 'Hate against a group of people',
  VIOLENCE: 'Violence or threats',
  SELF_HARM: 'Somebody may harm themselves',
  OTHER: 'Something else',
};

const reasonsKo: typeof reasonsEn = {
  SPAM: '스팸이나 광고',
  HARASSMENT: '욕설이나 괴롭힘',
  SEXUAL_CONTENT: '성적인 내용',
  HATE: '특정 집단에 대한 혐오',
  VIOLENCE: '폭력이나 협박',
  SELF_HARM: '자해나 자살이 걱정됩니다',
  OTHER: '그 밖의 문제',
};

const en = {
  ofMessage: 'Report this message',
  ofPerson: 'Report this person',
  ofRoom: 'Report this room',
  reasons: reasonsEn,
  reason: 'What is wrong?',
  note: 'What should the moderators know? (optional)',
  noteHint: 'They see the message and what was said around it. Nobody else learns of your report.',
  send: 'Send the report',
  busy: 'Sending…',
  cancel: 'Cancel',
  chooseReason: 'Choose what is wrong first.',
  already: 'You have reported this already. The moderators will look at it.',
  sent: { title: 'Thank you', text: 'Your report is with the moderators now.', close: 'Done' },
};

const ko: typeof en = {
  ofMessage: '메시지 신고',
  ofPerson: '사용자 신고',
  ofRoom: '대화방 신고',
  reasons: reasonsKo,
  reason: '어떤 문제가 있나요?',
  note: '운영자에게 더 알릴 내용 (선택)',
  noteHint:
    '운영자는 해당 메시지와 앞뒤 대화를 봅니다. 신고한 사실은 다른 사람에게 알려지지 않습니다.',
  send: '신고하기',
  busy: '보내는 중…',
  cancel: '취소',
  chooseReason: '신고 이유를 먼저 골라 주세요.',
  already: '이미 신고하셨습니다. 운영자가 확인할 예정입니다.',
  sent: { title: '감사합니다', text: '신고가 운영자에게 전달되었습니다.', close: '닫기' },
};

export const reportText: Texts<typeof en> = { ko, en };
