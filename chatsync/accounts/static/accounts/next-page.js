// Fetches what the dashboard needs as soon as somebody begins to sign in: most of a first visit to it. Whoever only
// looks at the sign-in page does not pay for it.
const form = document.querySelector("form[data-next-page]");

function fetchAhead() {
  for (const href of form.dataset.nextPage.split(" ").filter(Boolean)) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href }));
  }
}

form?.addEventListener("input", fetchAhead, { once: true });
