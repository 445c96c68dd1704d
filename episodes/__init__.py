"""The product: one folder a feature, each with models, queries, actions, forms and views."""
