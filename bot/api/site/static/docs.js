SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#api",
  deepLinking: true,
  validatorUrl: null, // would ask another host
  defaultModelsExpandDepth: 0,
  docExpansion: "full",
});
