window.addEventListener("load", () => {
  window.SwaggerUIBundle({
    url: "/docs/openapi.json",
    dom_id: "#docs",
    deepLinking: true,
    persistAuthorization: false,
    tryItOutEnabled: true,
  });
});
