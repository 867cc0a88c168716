import "./ui/theme.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startOfflineShell } from "./app/offline";
import { router } from "./app/router";
import { applyTheme } from "./app/theme";
import { watchForNewVersions } from "./app/updates";
import { payOwedSignOut } from "./data/session";
import { currentLanguage } from "./words/language";

applyTheme();
document.documentElement.lang = currentLanguage();
void payOwedSignOut();
addEventListener("online", () => void payOwedSignOut());
watchForNewVersions();
startOfflineShell();
const place = document.getElementById("root");
if (place)
  createRoot(place).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
