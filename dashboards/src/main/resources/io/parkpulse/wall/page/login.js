// Says what was wrong with the last token, and keeps where one wanted to go.

const query = new URLSearchParams(location.search);
for (const why of ['wrong', 'wait']) {
  const note = document.getElementById(why);
  note.hidden = !query.has(why);
  for (const seconds of note.querySelectorAll('b')) {
    seconds.textContent = query.get(why);
  }
  query.delete(why);
}
const wanted = query.toString();
document.forms[0].action = `login${wanted ? `?${wanted}` : ''}${location.hash}`;
