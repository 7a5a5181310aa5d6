/** What people agree to before they meet strangers, until a moderator writes it anew. */
export const usualRules = {
  ko: `누군지 모르는 사람과 일대일로 이야기합니다. 서로의 이름과 계정은 보이지 않습니다.

1. 친절하게 대해 주세요. 괴롭힘, 혐오, 협박은 안 됩니다.
2. 성적인 말과 사진은 안 됩니다.
3. 이름, 연락처, 주소, 학교처럼 나나 남을 알아볼 수 있는 것은 말하지 마세요.
4. 광고, 판매, 다른 곳으로 오라는 권유는 안 됩니다.
5. 불편하면 언제든 나가고, 차단하거나 신고하세요. 신고하면 중재자가 대화를 읽습니다.

여러 사람에게 신고받은 사람은 한동안 랜덤 매칭을 쓸 수 없습니다.`,
  en: `You talk with one person you do not know. Neither of you sees the other’s name or account.

1. Be kind. No harassment, no hate, no threats.
2. No sexual content, in words or pictures.
3. Nothing personal: no names, contacts, addresses or schools, yours or anybody else’s.
4. No advertising, no selling, no luring people elsewhere.
5. Leave whenever you like, block, or report. Moderators read what was said in a conversation that is reported.

Whoever is reported by several people cannot use the random match for a while.`,
};
