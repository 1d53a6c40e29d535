"""The tabs of the workspace; none of them knows another."""
