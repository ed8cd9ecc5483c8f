// A form of a signed pack in React 19, which hands properties and events to custom elements as they are.
// The three files are those of the portal that publishes the pack; `root.jwk` is the key that you have pinned.

import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { init, openDirectory, openPack } from "motcua";
import { defineMotcuaForm } from "motcua/elements";

defineMotcuaForm();

const file = async (name) => (await fetch(`./${name}`)).text();

async function load() {
  await init();
  const now = new Date();
  const directory = openDirectory(await file("directory.jws"), { root: JSON.parse(await file("root.jwk")), now });
  return openPack(await file("pack.jws"), { directory, now });
}

function App({ procedure }) {
  const [pack, setPack] = useState(null);
  const [failure, setFailure] = useState(null);
  const [open, setOpen] = useState(null);
  useEffect(() => {
    load().then(setPack, setFailure);
  }, []);
  if (failure) return <p role="alert">{failure.localized?.("vi") ?? String(failure)}</p>;
  if (!pack) return <p role="status">Đang tải biểu mẫu…</p>;
  return (
    <main>
      <p role="status">{open === null ? "" : `Còn ${open} điểm cần xem lại`}</p>
      <motcua-form
        lang="vi"
        procedure={procedure}
        pack={pack}
        onmotcua-change={({ detail }) => setOpen(detail.state.report.issues.length)}
        onmotcua-complete={({ detail }) => console.log("sign, seal and send", detail.value)}
      />
    </main>
  );
}

createRoot(document.getElementById("app")).render(<App procedure="1.001193" />);
