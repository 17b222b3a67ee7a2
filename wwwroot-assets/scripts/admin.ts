import "./admin-header";

// The operators' pages: forms that ask for a passkey, and a sign of life while somebody works in an open page.
const sessionAddress = "admin/session";
const signOfLifePauseMs = 5 * 60 * 1000;

type PasskeyKind = "create" | "get";

async function askForPasskey(kind: PasskeyKind, address: string, token: string): Promise<string> {
  const answer = await fetch(address, { method: "POST", headers: { RequestVerificationToken: token } });
  if (!answer.ok) {
    throw new Error(`The portal answered ${answer.status}.`);
  }
  const options = await answer.json();
  const credential =
    kind === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(credential);
}

function preparePasskeyForm(form: HTMLFormElement): void {
  const credential = form.elements.namedItem("Credential") as HTMLInputElement;
  const token = form.elements.namedItem("__RequestVerificationToken") as HTMLInputElement;
  const problem = form.querySelector<HTMLElement>(".admin-problem");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (problem) {
      problem.hidden = true;
    }
    askForPasskey(form.dataset["passkey"] as PasskeyKind, form.dataset["passkeyOptions"] ?? "", token.value).then(
      (answer) => {
        credential.value = answer;
        form.submit();
      },
      () => {
        if (problem) {
          problem.hidden = false;
        }
      },
    );
  });
}

if ("PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential) {
  document.querySelectorAll<HTMLFormElement>("form[data-passkey]").forEach(preparePasskeyForm);
}

// Pages on a circuit send no requests, so the session would end under somebody's hands.
let lastSign = performance.now();

function giveSignOfLife(): void {
  if (performance.now() - lastSign < signOfLifePauseMs) {
    return;
  }
  lastSign = performance.now();
  fetch(sessionAddress, { cache: "no-store", redirect: "manual" }).catch(() => undefined);
}

addEventListener("pointerdown", giveSignOfLife, { passive: true });
addEventListener("keydown", giveSignOfLife, { passive: true });
