"""The template tags of the desk 模板标签: `{% load desk %}` writes figures, bars, icons and sentences."""
