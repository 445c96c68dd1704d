"""The product: one folder a feature, each with models, queries, actions, forms and views."""

__version__ = "0.2.0"
