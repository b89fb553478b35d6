"""How the panel and the notification server of a virtual desktop are laid out."""

from __future__ import annotations

#: The height of the panel, in pixels; it lies along the upper edge.
PANEL = 32

_PANEL_CONFIG = f"""<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="{PANEL}"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
      <property name="menu-is-primary" type="bool" value="{{menu_first}}"/>
    </property>
  </property>
</channel>
"""


def panel_config(*, menu_first: bool = False) -> str:
    """The panel's layout. ``menu_first``: a left click opens an icon's menu, as GNOME has it."""
    return _PANEL_CONFIG.format(menu_first=str(menu_first).lower())


DUNST_CONFIG = """[global]
    origin = top-right
    offset = 10x50
    history_length = 50
    font = Sans 10
    mouse_left_click = do_action, close_current
    mouse_middle_click = close_current
"""
