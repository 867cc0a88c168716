import "./ui/theme.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { router } from "./app/router";
import { applyTheme } from "./app/theme";
import { currentLanguage } from "./words/language";

applyTheme();
document.documentElement.lang = currentLanguage();
const place = document.getElementById("root");
if (place)
  createRoot(place).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
