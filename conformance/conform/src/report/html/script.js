(() => {
  'use strict';
  const filter = document.getElementById('filter');
  const failing = document.getElementById('failing');
  const all = document.getElementById('all');
  const rules = Array.from(document.querySelectorAll('details.rule'));
  const groups = Array.from(document.querySelectorAll('.group'));
  const none = document.getElementById('none');
  const texts = rules.map(rule =>
    (rule.parentElement.firstElementChild.textContent + ' ' + rule.textContent).toLowerCase());
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rules.forEach((rule, n) => {
      const fits = words.every(word => texts[n].includes(word)) &&
        (!failing.checked || rule.classList.contains('failing'));
      rule.hidden = !fits;
      if (fits) shown += 1;
    });
    groups.forEach(group => { group.hidden = !group.querySelector('details.rule:not([hidden])'); });
    none.hidden = shown > 0;
  };
  filter.addEventListener('input', apply);
  failing.addEventListener('change', apply);
  all.addEventListener('click', () => {
    const open = all.getAttribute('aria-pressed') !== 'true';
    all.setAttribute('aria-pressed', String(open));
    all.textContent = open ? 'Close all' : 'Open all';
    rules.forEach(rule => { if (!rule.hidden) rule.open = open; });
  });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && document.activeElement !== filter) {
      event.preventDefault();
      filter.focus();
    } else if (event.key === 'Escape' && document.activeElement === filter) {
      filter.value = '';
      apply();
    }
  });
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === 'DETAILS') target.open = true;
  };
  addEventListener('hashchange', reveal);
  reveal();
})();
