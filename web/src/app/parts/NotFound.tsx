/** An address that leads nowhere. */

import { Link } from "@tanstack/react-router";
import { SignpostBig } from "lucide-react";
import { useEffect } from "react";
import { buttonClass } from "../../ui/button";
import { Empty } from "../../ui/states";
import { setPageTitle } from "../../ui/title";
import { useWords } from "../../words/language";
import { frameWords } from "../words/frame";

export function NotFound() {
  const say = useWords(frameWords);
  useEffect(() => setPageTitle(say.missingTitle), [say]);
  return (
    <Empty
      icon={SignpostBig}
      level={1}
      title={say.missingTitle}
      action={
        <Link to="/" className={buttonClass("primary")}>
          {say.home}
        </Link>
      }
    >
      {say.missingText}
    </Empty>
  );
}
